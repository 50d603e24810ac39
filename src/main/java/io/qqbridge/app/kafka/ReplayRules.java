package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.event.DeadLetter.Stage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which letters are not replayed, and why. */
final class ReplayRules {
    private final String commandTopic;
    private final boolean unknownToo;
    private final Set<Place> replayed;
    private final Map<Origin, Place> met = new HashMap<>();

    /**
     * @param commandTopic the only topic that letters go back to, whatever their headers name
     * @param unknownToo whether those that may have been carried out are replayed
     * @param replayed the places of those that were replayed before
     */
    ReplayRules(String commandTopic, boolean unknownToo, Set<Place> replayed) {
        this.commandTopic = commandTopic;
        this.unknownToo = unknownToo;
        this.replayed = replayed;
    }

    /** Why this letter stays; empty where it is to be replayed. */
    Optional<Fate> keep(Letter letter) {
        if (letter.stage().filter(Stage.COMMAND::equals).isEmpty()) {
            return left(
                    letter.stage()
                            .map(
                                    stage ->
                                            switch (stage) {
                                                case ANSWER -> "an answer of the gateway";
                                                case EVENT -> "an event";
                                                case COMMAND -> "a command";
                                            })
                            .map(what -> what + ", no command")
                            .orElse("it names no stage"));
        }
        if (letter.origin().isEmpty()) {
            return left("it names no origin");
        }
        Origin origin = letter.origin().get();
        if (!origin.topic().equals(commandTopic)) {
            return left("its origin is not " + commandTopic);
        }
        Place first = met.putIfAbsent(origin, letter.place());
        if (first != null) {
            return left("it is %s, come twice".formatted(first));
        }
        if (replayed.contains(letter.place())) {
            return Optional.of(new Fate.Before());
        }
        if (!letter.whole()) {
            return left("a piece of it is missing");
        }
        if (letter.commandId() == null) {
            return left("it does not say which command it was");
        }
        if (letter.keyIsCut()) {
            return left("its key was too long to be kept");
        }
        if (!unknownToo && letter.outcome().filter(Outcome.REJECTED::equals).isEmpty()) {
            return left("it may have been carried out (--unknown)");
        }
        return Optional.empty();
    }

    private static Optional<Fate> left(String why) {
        return Optional.of(new Fate.Left(why));
    }
}
