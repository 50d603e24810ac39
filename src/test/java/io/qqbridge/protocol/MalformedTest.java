package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

/** A line that cannot be used whole is not used at all, and says why. */
class MalformedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | VER is missing",
                "'&&&'                                     | VER is missing",
                "<html>                                    | VER is missing",
                "CMD=LIST&SEQ=1&UIN=2&RES=0                | VER is missing",
                "VER=1.1&SEQ=1&UIN=2&RES=0                 | CMD is missing",
                "VER=1.1&CMD=&SEQ=1&UIN=2&RES=0            | CMD is none of the known commands",
                "VER=1.1&CMD=Dance&SEQ=1&UIN=2&RES=0       | CMD is none of the known commands",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2            | RES is missing",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=       | RES is not a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=-      | RES is not a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=+1     | RES is not a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=0x1    | RES is not a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=１     | RES is not a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=2147483648 | RES is too large a number",
                "VER=1.1&CMD=LOGOUT&SEQ=1&UIN=2&RES=99999999999999999999 | RES is too large a number",
                "VER=1.1&CMD=Login&SEQ=1&UIN=2&RES=0       | RS is missing",
                "VER=1.1&CMD=Login&SEQ=1&UIN=2&RES=0&RS=0&HI=soon | HI is not a number",
                "VER=1.1&CMD=LIST&RES=0&SN=1&UN=3          | FN is missing",
                "VER=1.1&CMD=LIST&RES=0&FN=1&UN=3          | SN is missing",
                "VER=1.1&CMD=LIST&RES=0&FN=1&SN=1          | UN is missing",
                "VER=1.1&CMD=LIST&RES=0&FN=1&SN=-1&UN=3    | SN is -1",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=1&UN=3,4,' | 'UN has 2 items, and should have 1'",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=3&UN=3,4' | 'UN has 2 items, and should have 3'",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=2&UN=3,,' | UN has an empty item",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=0&UN=3,'  | 'UN has 1 items, and should have 0'",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=100000&UN=3,'"
                        + " | 'UN has 1 items, and should have 100000'",
                "'VER=1.1&CMD=LIST&RES=0&FN=1&SN=100001&UN=3,' | SN is 100001",
                "'VER=1.1&CMD=QUERY_STAT&RES=0&FN=1&SN=1&UN=3,&ST=10,20,&FC=1,'"
                        + " | 'ST has 2 items, and should have 1'",
                "'VER=1.1&CMD=QUERY_STAT&RES=0&FN=1&SN=1&UN=3,&ST=10,&FC=1,&NK=a,b,'"
                        + " | 'NK has 2 items, and should have 1'",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MT=9,&UN=3,&MG=a,' | MN is missing",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MN=1&UN=3,&MG=a,' | MT is missing",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MN=0&MT=9,' | 'MT has 1 items, and should have 0'",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MN=0&MT=&UN=&MG=a,' | 'MG has 1 items, and should have 0'",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MN=2&MT=9,,&UN=3,3,&MG=a,a,' | MT is not a number",
                "'VER=1.1&CMD=GETMSGEX&RES=0&MN=1&MT=9,&UN=3,&MG=a,b,'"
                        + " | 'MG has 2 items, and should have 1'",
                "VER=1.1&CMD=AddToList&RES=0&UN=3          | CD is missing",
            })
    void anAnswerSaysWhatIsWrong(String line, String why) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThat(Answer.decode(bytes)).isEqualTo(new Decoded.Malformed<>(bytes, why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NULL                                      | VER is missing",
                "VER=1.1&SEQ=1&UIN=2                       | CMD is missing",
                "VER=1.1&CMD=Dance&SEQ=1&UIN=2             | CMD is none of the known commands",
                "VER=1.1&CMD=Login&SEQ=1&UIN=2             | PS is missing",
                "VER=1.1&CMD=List&SEQ=1&UIN=2&UN=0         | TN is missing",
                "VER=1.1&CMD=List&SEQ=1&UIN=2&TN=all&UN=0  | TN is not a number",
                "VER=1.1&CMD=CLTMSG&SEQ=1&UIN=2&UN=3       | MG is missing",
                "VER=1.1&CMD=CLTMSG&SEQ=1&UIN=2&MG=hi      | UN is missing",
                "VER=1.1&CMD=Change_Stat&SEQ=1&UIN=2&ST=   | ST is not a number",
            })
    void aRequestSaysWhatIsWrong(String line, String why) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThat(Request.decode(bytes)).isEqualTo(new Decoded.Malformed<>(bytes, why));
    }

    @Test
    void bytesThatAreNotUtf8AreNotALine() {
        byte[] gbk = {'V', 'E', 'R', '=', (byte) 0xc4, (byte) 0xe3};

        assertThat(Answer.decode(gbk)).isEqualTo(new Decoded.Malformed<>(gbk, "not UTF-8"));
        assertThat(Request.decode(gbk)).isEqualTo(new Decoded.Malformed<>(gbk, "not UTF-8"));
    }

    @Test
    void aMalformedLineKeepsItsBytesAndPrintsNoneOfThem() {
        byte[] line = "VER=1.1&CMD=Secret".getBytes(StandardCharsets.UTF_8);
        Decoded<Answer> decoded = Answer.decode(line);

        assertThat(decoded)
                .hasToString("Malformed[18 bytes: CMD is none of the known commands]")
                .hasSameHashCodeAs(Answer.decode(line.clone()))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.line()).isSameAs(line));
    }

    @Test
    void aLoginDoesNotPrintThePassword() {
        assertThat(new Request("1.1", "1", "2", new Request.Command.Login("c0ffee", "mark")))
                .asString()
                .contains("mark")
                .doesNotContain("c0ffee");
    }
}
