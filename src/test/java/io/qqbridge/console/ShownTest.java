package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "'a\u001b[31mb', 'a\u27e8001B\u27e9[31mb'",
        "'a\r\nb', 'a\u27e8000D\u27e9\u27e8000A\u27e9b'",
        "'a\u202ecba', 'a\u27e8202E\u27e9cba'",
        "'a\u200bb\u2066', 'a\u27e8200B\u27e9b\u27e82066\u27e9'",
        "'a\ud800b', 'a\u27e8D800\u27e9b'",
        "'<b>你好 😀</b>', '<b>你好 😀</b>'"
    })
    void whatCannotBeSeenIsWrittenAsItsNumber(String text, String shown) {
        assertThat(Shown.text(text)).isEqualTo(shown);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Shown.text("😀".repeat(1_000))).isEqualTo("😀".repeat(500) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "account 24259131 is not in the configuration, account … is not in the configuration",
        "it answered RES=20, it answered RES=20",
        "the journal holds 1234 bytes, the journal holds 1234 bytes",
        "SEQ=100045, SEQ=…"
    })
    void numbersThatCouldBeQqNumbersAreLeftOut(String text, String shown) {
        assertThat(Shown.anonymous(text)).isEqualTo(shown);
    }
}
