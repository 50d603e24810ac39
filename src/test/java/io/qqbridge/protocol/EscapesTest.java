package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {
    @Test
    void whatWouldBreakALineOrAListIsEscaped() {
        assertThat(Escapes.encode("100% a,b&c=d\r\n\t\0"))
                .isEqualTo("100%25 a%2cb%26c%3dd%0d%0a%09%00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "你好 吗", "1+1", "a b", "\u007f", "😀", "\"';:/?#"})
    void everythingElseStandsAsItIs(String text) {
        assertThat(Escapes.encode(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
    void aLoneSurrogateIsNotText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Escapes.encode(text));
    }

    @ParameterizedTest
    @CsvSource({
        "a%2cb, 'a,b'",
        "a%2Cb, 'a,b'",
        "%41, A",
        "%7e, ~",
        "%e4%bd%a0%E5%A5%BD, 你好",
        "%f0%9f%98%80, 😀",
        "%c2%80, \u0080",
        "%f4%8f%bf%bf, \udbff\udfff",
        "1+1, 1+1",
        "你%e5%a5%bd, 你好",
    })
    void everyValidEscapeIsUndone(String value, String text) {
        assertThat(Escapes.decode(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "100%",
                "%2",
                "%g0",
                "%0g",
                "% 20",
                "%+1",
                "%２５",
                "%80",
                "%c0%80",
                "%c1%bf",
                "%e0%80%80",
                "%ed%a0%80",
                "%f0%80%80%80",
                "%f4%90%80%80",
                "%ff",
                "%e4%bd",
                "%e4%bda0",
                "%e4你",
            })
    void aPercentSignThatStartsNoEscapeStays(String value) {
        assertThat(Escapes.decode(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"%252c, %2c", "%%41, %A", "%2%41, %2A", "%e4%41, %e4A", "%25%32%35, %25"})
    void escapesAreUndoneOnce(String value, String text) {
        assertThat(Escapes.decode(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a%252cb%2526c%2525, 'a,b&c%'",
        "a%2cb, 'a,b'",
        "%2541%250a%253d, %41%0a%3d",
        "%25252c, %2c",
        "50%, 50%",
    })
    void aProfilesTextLosesCommasAmpersandsAndPercentSignsInASecondPass(String value, String text) {
        assertThat(Escapes.decodeTwice(value)).isEqualTo(text);
    }

    @Test
    void aProfilesTextIsWrittenAsThePublishedExampleHasIt() {
        assertThat(Escapes.encodeTwice("a,b&c%=\r\n")).isEqualTo("a%252cb%2526c%2525%3d%0d%0a");
    }
}
