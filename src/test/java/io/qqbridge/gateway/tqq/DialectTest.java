package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    private static final Dialect V11 = Dialect.DEFAULT;
    private static final Dialect V14 = new Dialect("1.4", "9326B87B234E7235", true);

    @ParameterizedTest
    @CsvSource({
        "10, online, online",
        "20, offline, offline",
        "30, busy, away",
        "40, invisible, invisible",
        "50, busy, busy",
        "60, call-me, call-me",
        "70, do-not-disturb, do-not-disturb",
        "80, unknown-80, unknown-80",
        "0, unknown-0, unknown-0",
        "-7, unknown--7, unknown--7"
    })
    void eachNumberIsAWordOfItsVersion(int number, String in11, String in14) {
        assertThat(V11.state(number).word()).isEqualTo(in11);
        assertThat(V14.state(number).word()).isEqualTo(in14);
    }

    @ParameterizedTest
    @CsvSource({
        "online, 10, 10",
        "offline, 20, 20",
        "busy, 30, 50",
        "invisible, 40, 40",
        "away, , 30",
        "call-me, , 60",
        "do-not-disturb, , 70",
        "unknown-80, , "
    })
    void eachWordIsANumberOfItsVersionOrNone(String word, Integer in11, Integer in14) {
        assertThat(V11.number(new State(word)).orElse(null)).isEqualTo(in11);
        assertThat(V14.number(new State(word)).orElse(null)).isEqualTo(in14);
    }

    @Test
    void whatCanBeSetIsSeenByOthersAsTheSame() {
        for (Dialect dialect : new Dialect[] {V11, V14}) {
            for (String word : new String[] {"online", "busy", "invisible", "away", "call-me"}) {
                State state = new State(word);
                dialect.number(state).ifPresent(n -> assertThat(dialect.state(n)).isEqualTo(state));
            }
        }
    }

    @Test
    void theVersionIsThatOfEachLine() {
        ScriptedGateway gateway = new ScriptedGateway();
        gateway.session(V14, State.AWAY).signOut();

        assertThat(gateway.lines).containsExactly("VER=1.4&CMD=Logout&SEQ=100&UIN=29501213");
    }
}
