package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.gateway.SessionObserver;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ObserversTest {
    private final List<String> heard = new ArrayList<>();

    private final class Listener implements SessionObserver {
        @Override
        public void journalRefused(String account, String reason) {
            heard.add(account + ": " + reason);
        }
    }

    private static final class Mistaken implements SessionObserver {
        @Override
        public void journalRefused(String account, String reason) {
            throw new IllegalStateException("a mistake of whoever looks on");
        }
    }

    @Test
    void theMistakeOfOneKeepsNobodyElseFromHearing() {
        Observers observers =
                new Observers(List.of(new Listener(), new Mistaken(), new Listener()));

        observers.journalRefused("10001", "full");

        assertThat(heard).containsExactly("10001: full", "10001: full");
    }
}
