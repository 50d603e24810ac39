package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + IDS + "-01", "00-" + IDS + "-00", "00-" + IDS + "-fe"})
    void whatIsOneStaysAsItIs(String text) {
        assertThat(TraceContext.parse(text)).hasToString("Optional[" + text + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-1",
                "00-" + IDS,
                "00-" + IDS + "-0",
                "00-" + IDS + "-01 ",
                "00-" + IDS + "-01-",
                "00-" + IDS + "-01-more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00_" + IDS + "-01",
                "ff-" + IDS + "-01",
                "0-" + IDS + "-01",
                "cc-" + IDS + "-01more",
            })
    void whatIsNoneIsNotRead(String text) {
        assertThat(TraceContext.parse(text)).isEmpty();
    }

    @Test
    void aLaterVersionIsWrittenAsOursWithTheFlagThatIsKnown() {
        assertThat(TraceContext.parse("cc-" + IDS + "-ff-what the future brings"))
                .hasToString("Optional[00-" + IDS + "-01]");
        assertThat(TraceContext.parse("cc-" + IDS + "-fe"))
                .hasToString("Optional[00-" + IDS + "-00]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "a=1, b=2", "a=1,,b=2", "t1@vendor=x y", "0/_-*=!~"})
    void aStateHasMembers(String text) {
        assertThat(TraceContext.isState(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "=1", "A=1", "a=1=2", "a=b;c,é=1", "a=1\n", "a=1 b\u00e9"})
    void whatIsNoStateIsNone(String text) {
        assertThat(TraceContext.isState(text)).isFalse();
    }

    @Test
    void aStateHas32MembersAtMost() {
        assertThat(TraceContext.isState("a=1" + ",a=1".repeat(31))).isTrue();
        assertThat(TraceContext.isState("a=1" + ",a=1".repeat(32))).isFalse();
    }
}
