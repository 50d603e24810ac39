package io.qqbridge.protocol;

/**
 * One entry of a {@code GetMsgEx} answer.
 *
 * @param type {@code MT}: one of the constants here, or any other number as the gateway sent it
 * @param from {@code UN}: the UIN it comes from; {@code 10000} is the system itself [C]
 * @param text {@code MG}: for {@link #SYSTEM} the new state of {@code from}, perhaps with blanks
 *     round it [S]; for the others what was written, blanks included
 */
public record Message(int type, String from, String text) {
    /** A user wrote [S]. */
    public static final int USER = 9;

    /** A contact's state changed [S]. */
    public static final int SYSTEM = 99;

    /** {@code from} asks to be a contact, with these words [C]. */
    public static final int ASKED = 2;

    /** {@code from} accepted [C]. */
    public static final int ACCEPTED = 3;

    /** {@code from} refused, for this reason [C]. */
    public static final int REFUSED = 4;
}
