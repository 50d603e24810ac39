package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qqbridge.event.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String MD5 = "e10adc3949ba59abbe56e057f20f883e";

    @Test
    void isTheMd5OfThePasswordInUtf8() {
        assertThat(Secret.ofPassword("123456").md5()).isEqualTo(MD5);
        assertThat(Secret.ofPassword("密码").md5()).isEqualTo("a8105204604a0b11e916f3879aae3b0b");
    }

    @Test
    void ofAnMd5IsInLowerCaseAndEqualToThatOfItsPassword() {
        assertThat(Secret.ofMd5("E10ADC3949BA59ABBE56E057F20F883E"))
                .isEqualTo(Secret.ofPassword("123456"))
                .hasSameHashCodeAs(Secret.ofPassword("123456"))
                .extracting(Secret::md5)
                .isEqualTo(MD5);
        assertThat(Secret.ofMd5(MD5)).isNotEqualTo(Secret.ofPassword("1234567"));
    }

    @Test
    void standsInNoTextWhoeverPrintsWhatCarriesIt() {
        Account account = new Account("29501213", "anna", Secret.ofMd5(MD5), State.ONLINE);

        assertThat(account.toString()).contains("anna").doesNotContainIgnoringCase(MD5);
        assertThat(String.valueOf(account.secret())).isEqualTo("(secret)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kanarienvogel",
                "",
                "e10adc3949ba59abbe56e057f20f883",
                "e10adc3949ba59abbe56e057f20f883e0",
                "e10adc3949ba59abbe56e057f20f883g",
                "e10adc3949ba59abbe56e057f20f883e\n"
            })
    void thatIsNoMd5IsRefusedWithoutRepeatingIt(String given) {
        assertThatThrownBy(() -> Secret.ofMd5(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an MD5 of 32 hex digits");
    }
}
