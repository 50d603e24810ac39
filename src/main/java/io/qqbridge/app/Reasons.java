package io.qqbridge.app;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Says in a clause what an exception means, for one-line messages. */
public final class Reasons {
    private static final int LONGEST = 800;
    private static final Pattern UNFIT_FOR_A_LINE =
            Pattern.compile("\\s*[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+\\s*");

    private Reasons() {}

    /** The clause, without line breaks, class names or stack traces. */
    public static String of(Throwable problem) {
        String clause =
                switch (problem) {
                    case NoSuchFileException e -> "there is no such file";
                    case AccessDeniedException e -> "access is denied";
                    case BindException e -> "the port is in use";
                    default ->
                            problem.getMessage() == null
                                    ? problem.getClass().getSimpleName()
                                    : problem.getMessage();
                };
        return oneLine(clause);
    }

    /**
     * The text as one line that a terminal shows as it is: control characters and line ends are
     * blanks, and what is too long to be read lacks its middle.
     */
    static String oneLine(String text) {
        // Cut first: the input may have put a megabyte of blanks into the text.
        String shown =
                text.length() <= LONGEST
                        ? text
                        : text.substring(0, LONGEST / 2)
                                + " … "
                                + text.substring(text.length() - LONGEST / 2);
        return UNFIT_FOR_A_LINE.matcher(shown).replaceAll(" ");
    }

    /** The innermost cause, where the real reason stands. */
    public static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
