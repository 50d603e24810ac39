package io.qqbridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@code Finger} answer: somebody found, whose state is not said [D].
 *
 * @param uin {@code UN}
 * @param avatar {@code FC}: the avatar's id
 * @param nickname {@code NK}, or null where the answer has no nicknames
 */
public record Person(String uin, int avatar, @Nullable String nickname) {
    /** The number of the avatar's picture: id 270 is {@code 91.bmp} [S]. */
    public int picture() {
        return avatar / 3 + 1;
    }
}
