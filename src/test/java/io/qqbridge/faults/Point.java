package io.qqbridge.faults;

import java.util.Arrays;

/** The places in the program where a crash would hurt most, as methods that are about to begin. */
enum Point {
    /** The gateway has handed the messages over, and nobody else has them. */
    AN_ANSWER_IS_READ("io.qqbridge.journal.JournalFolder", "keep"),

    /** They are on disk, and no route has seen them. */
    THE_JOURNAL_IS_SYNCED("io.qqbridge.component.QqComponent", "deliver"),

    /** Kafka has some of a list, and not the others. */
    A_RECORD_IS_SENT("io.qqbridge.app.kafka.PromptProducer", "send"),

    /** Kafka has all of it, and the journal still has it too. */
    AN_ANSWER_IS_STRUCK("io.qqbridge.journal.JournalFolder", "strike"),

    /** The gateway has carried a command out, and nobody else knows. */
    A_COMMAND_IS_ACCEPTED("io.qqbridge.gateway.Ending", "accepted"),

    /** The results are in Kafka, and the commands would be read again. */
    COMMANDS_ARE_COMMITTED("io.qqbridge.app.kafka.CommandConsumer", "commit");

    private final String type;
    private final String method;

    Point(String type, String method) {
        this.type = type;
        this.method = method;
    }

    /** The class, which is found to have such a method: a renamed one would never be reached. */
    String type() throws ClassNotFoundException {
        Class<?> found = Class.forName(type, false, Point.class.getClassLoader());
        if (Arrays.stream(found.getDeclaredMethods())
                .noneMatch(declared -> declared.getName().equals(method))) {
            throw new IllegalStateException(
                    "%s: %s has no method %s any more".formatted(this, type, method));
        }
        return type;
    }

    String method() {
        return method;
    }
}
