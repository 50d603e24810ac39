package io.qqbridge.event;

import java.util.regex.Pattern;

/**
 * What others wrote, as one line that a log or a terminal shows as it is: who chose it must not be
 * able to make it look like a line of its own, to steer a terminal, or to fill a disk.
 */
public final class OneLine {
    private static final int LONGEST = 800;
    private static final Pattern UNFIT = Pattern.compile("\\s*[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+\\s*");

    private OneLine() {}

    /** Control characters and line ends are blanks; what is longer than 800 lacks its middle. */
    public static String of(String text) {
        // Cut first: there may be a megabyte of blanks in it.
        String shown =
                text.length() <= LONGEST
                        ? text
                        : text.substring(0, LONGEST / 2)
                                + " … "
                                + text.substring(text.length() - LONGEST / 2);
        return UNFIT.matcher(shown).replaceAll(" ");
    }
}
