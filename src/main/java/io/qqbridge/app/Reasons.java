package io.qqbridge.app;

import io.qqbridge.event.OneLine;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in a clause what an exception means, for one-line messages. */
public final class Reasons {
    private Reasons() {}

    /** The clause, without line breaks, class names or stack traces. */
    public static String of(Throwable problem) {
        String clause =
                switch (problem) {
                    case NoSuchFileException e -> "there is no such file";
                    case AccessDeniedException e -> "access is denied";
                    case BindException e when String.valueOf(e.getMessage()).contains("in use") ->
                            "the port is in use";
                    default ->
                            problem.getMessage() == null
                                    ? problem.getClass().getSimpleName()
                                    : problem.getMessage();
                };
        return OneLine.of(clause);
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
