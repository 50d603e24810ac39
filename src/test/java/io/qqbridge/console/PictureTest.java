package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "424D00|data:image/bmp;base64,Qk0A",
                "4749463839|data:image/gif;base64,R0lGODk=",
                "ffd8ffe0|data:image/jpeg;base64,/9j/4A==",
                "89504e47|data:image/png;base64,iVBORw=="
            })
    void picturesOfPixelsAreShown(String hex, String url) {
        assertThat(Picture.dataUrl(hex)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "zz", "3c737667", "3c68746d6c"})
    void anythingElseIsNot(String hex) {
        assertThat(Picture.dataUrl(hex)).isNull();
    }

    @Test
    void noPictureIsNone() {
        assertThat(Picture.dataUrl(null)).isNull();
    }
}
