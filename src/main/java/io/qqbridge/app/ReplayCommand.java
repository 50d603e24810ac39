package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.Letter;
import io.qqbridge.app.kafka.Replay;
import io.qqbridge.app.kafka.Replay.End;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.DeadLetter.Stage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code replay}: takes dead letters back into the command topic. */
@Command(
        name = "replay",
        description = {
            "Takes commands from the dead letters back into the command topic, as they were: bytes,"
                    + " key, id, headers.",
            "It goes through the dead letters once, shows each that the options select, and removes"
                    + " none. A replayed command carries the place of its letter in the header"
                    + " qq_replayed; by that a later replay knows it and passes it over. A command"
                    + " that may have been carried out is left, too, for it would be carried out"
                    + " twice. Only commands of this bridge's own command topic are replayed.",
            "Exit code 0; 1 where the configuration or Kafka did not permit it."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    /** Of a reason: others may have written it, and a terminal is no place for a book. */
    private static final int LONGEST_TEXT = 300;

    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private ReplayOptions which = new ReplayOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Replay at most so many.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--again", description = "Also those that were replayed before.")
    private boolean again;

    @Option(
            names = "--unknown",
            description = "Also those that may have been carried out; they may be so twice.")
    private boolean unknown;

    @Option(names = "--dry-run", description = "Show what would be done, and write nothing.")
    private boolean dryRun;

    @Spec private CommandSpec spec = CommandSpec.create();

    private long replayed;
    private long left;
    private long before;
    private long refused;

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw ReplayOptions.wrong("--limit", Long.toString(limit), "1 or more", spec);
        }
        Settings settings = config.settings();
        Topics topics = new Topics(settings.get(Key.TOPICS_PREFIX));
        Replay replay =
                new Replay(
                        new KafkaClients(settings.kafka()),
                        topics,
                        new Replay.Plan(which.filter(spec), limit, again, unknown, dryRun));
        PrintWriter out = spec.commandLine().getOut();
        End end = replay.run((letter, fate) -> show(letter, fate, out));
        if (end instanceof End.Done || replayed + left + before + refused > 0) {
            summarize(topics, out);
        }
        return switch (end) {
            case End.Done done -> refused == 0 ? 0 : 1;
            case End.NoTopic none ->
                    throw new Misconfigured(
                            "there is no topic %s; mend %s, or start the bridge once"
                                    .formatted(none.topic(), Key.TOPICS_PREFIX.key()));
            case End.NoKafka no ->
                    throw new Misconfigured(
                            "Kafka at %s: %s; start it, or mend the kafka.* keys"
                                    .formatted(
                                            settings.get(Key.KAFKA_BOOTSTRAP_SERVERS),
                                            no.reason()));
        };
    }

    private void show(Letter letter, Fate fate, PrintWriter out) {
        String what =
                switch (fate) {
                    case Fate.Taken taken -> {
                        replayed++;
                        yield dryRun ? "would be replayed" : "replayed";
                    }
                    case Fate.Before was -> {
                        before++;
                        yield "left: it was replayed before (--again)";
                    }
                    case Fate.Left stays -> {
                        left++;
                        yield "left: " + stays.why();
                    }
                    case Fate.Refused no -> {
                        refused++;
                        yield "refused by Kafka: " + no.why();
                    }
                };
        out.printf(
                "%s  %s  %s  %s  (%s)%n",
                letter.place(),
                letter.account().isEmpty() ? "-" : printable(letter.account()),
                letter.stage().map(Stage::word).orElse("-"),
                what,
                printable(letter.reason()));
        out.flush();
    }

    private void summarize(Topics topics, PrintWriter out) {
        out.printf(
                "%s%d %s into %s, %d replayed before, %d left%s%n",
                dryRun ? "dry run: " : "",
                replayed,
                dryRun ? "would be replayed" : "replayed",
                topics.command(),
                before,
                left,
                refused == 0 ? "" : ", %d refused by Kafka".formatted(refused));
        out.flush();
    }

    /** Others may write to the topic, and a terminal obeys more characters than a log shows. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{C}", "?");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
