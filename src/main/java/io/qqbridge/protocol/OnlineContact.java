package io.qqbridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@code Query_Stat} answer.
 *
 * @param uin {@code UN}
 * @param state {@code ST}: 10 online, 20 offline, 30 busy [S], 40 invisible, 50 busy, 60 'call me',
 *     70 do not disturb [C], or any other number as the gateway sent it
 * @param avatar {@code FC}: the avatar's id
 * @param nickname {@code NK}, or null where the answer has no nicknames [S]
 */
public record OnlineContact(String uin, int state, int avatar, @Nullable String nickname) {
    /** The number of the avatar's picture: id 270 is {@code 91.bmp} [S]. */
    public int picture() {
        return avatar / 3 + 1;
    }
}
