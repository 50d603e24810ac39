package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.console.DeadLetters.Entry;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Many pages that ask for dead letters are answered by few looks at the topic. */
class LatestLettersTest {
    private static final int PAGES = 20;

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);

    private final DeadLetters topic =
            new DeadLetters() {
                @Override
                public List<Entry> latest(int most) throws InterruptedException {
                    int look = looks.incrementAndGet();
                    if (look == 1) {
                        first.await();
                    }
                    return List.of(new Entry("0:" + look, "1", "", "", 0, 0, "", ""));
                }

                @Override
                public String replay(String place) {
                    throw new IllegalStateException("nobody asks for it");
                }
            };

    @Test
    void thoseWhoAskWhileALookIsUnderWayShareTheNext() throws Exception {
        LatestLetters latest = new LatestLetters(topic);
        List<String> found = new CopyOnWriteArrayList<>();
        List<Thread> pages = new ArrayList<>();
        pages.add(Thread.ofPlatform().start(() -> found.add(place(latest))));
        await().until(() -> looks.get() == 1);
        for (int i = 1; i < PAGES; i++) {
            pages.add(Thread.ofPlatform().start(() -> found.add(place(latest))));
        }
        await().until(() -> pages.stream().allMatch(p -> p.getState() == Thread.State.WAITING));

        first.countDown();
        for (Thread page : pages) {
            page.join();
        }

        assertThat(looks).hasValue(2);
        assertThat(found).hasSize(PAGES).containsOnly("0:1", "0:2").containsOnlyOnce("0:1");
        assertThat(place(latest)).isEqualTo("0:3");
    }

    private static String place(LatestLetters latest) {
        try {
            return latest.get().getFirst().place();
        } catch (DeadLetters.UnavailableException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
