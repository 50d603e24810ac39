package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.testing.Control;
import io.qqbridge.testing.Oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Numbered messages in and commands out, and what became of them. */
final class Traffic {
    /** Who writes and is written to: a contact of the simulator's first account, and silent. */
    private static final String CONTACT = "560000001";

    /** After so long in which nothing came, and with nothing left to fetch, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** The same where the gateway repeats no answer, so that none is asked for again. */
    private static final Duration QUIET_WITHOUT_REPLAY = Duration.ofSeconds(4);

    /**
     * After so long, longer than any pause and any command's time, nothing will whatever is left.
     */
    private static final Duration DEAD = Duration.ofSeconds(45);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String run;
    private final Control control;
    private final List<String> accounts;
    private final Duration quiet;
    private final Heard heard;
    private final CommandWriter writer;
    private final Load in;
    private final Load out;

    Traffic(Rig rig, String run, int messagesPerSecond, int commandsPerSecond) {
        this.run = run;
        this.control = rig.control();
        this.accounts = rig.accounts();
        this.quiet = quiet(rig);
        this.heard = rig.witness().heard(run);
        this.writer = new CommandWriter(rig.brokers().bootstrapServers(), run, CONTACT);
        this.in = Load.start(this::push, accounts, messagesPerSecond);
        this.out = Load.start(writer, accounts, commandsPerSecond);
    }

    private static Duration quiet(Rig rig) {
        // What one of several has in its journal comes when it is back, however long that takes.
        return rig.isShared() ? DEAD : rig.replays() ? QUIET : QUIET_WITHOUT_REPLAY;
    }

    private void push(String account, List<Integer> numbers) {
        control.post(
                "/accounts/%s/messages".formatted(account),
                Control.json(
                        numbers.stream()
                                .map(
                                        number ->
                                                Map.of(
                                                        "from",
                                                        CONTACT,
                                                        "text",
                                                        Numbered.text(run, number)))
                                .toList()));
    }

    /** Goes on until at least so much has been sent. */
    Traffic awaitSent(int messages, int commands) {
        await().atMost(Duration.ofHours(1))
                .until(() -> in.total() >= messages && out.total() >= commands);
        return this;
    }

    /** Waits until so many more messages have reached consumers than have now. */
    Traffic awaitArriving(int more) {
        int before = heard.messages().distinct();
        await().atMost(PATIENCE).until(() -> heard.messages().distinct() >= before + more);
        return this;
    }

    /** Waits until so many more commands have their results than have now. */
    Traffic awaitAnswered(int more) {
        int before = heard.results().distinct();
        await().atMost(PATIENCE).until(() -> heard.results().distinct() >= before + more);
        return this;
    }

    /** When the latest message was received, by the bridge's own clock. */
    Instant lastReceivedAt() {
        return heard.lastReceivedAt();
    }

    /** How many messages have reached consumers. */
    int arrived() {
        return heard.messages().distinct();
    }

    /** Sends no more, and judges nothing: the test has failed. Does nothing to what has settled. */
    void abandon() {
        in.cancel();
        out.cancel();
        writer.abandon();
    }

    /** Sends no more, waits until all has come or nothing comes any more, and judges. */
    Figures settled() throws Exception {
        return settle().of(accounts);
    }

    /** Sends no more, and waits until all has come or nothing comes any more. */
    Traffic settle() throws Exception {
        in.stop();
        out.stop();
        writer.close();
        int messages = in.total();
        int commands = out.total();
        await().atMost(PATIENCE)
                .until(() -> hasCome(messages, commands) || nothingComesAnyMore(commands));
        return this;
    }

    /** Judges what was these accounts' share. */
    Figures of(List<String> some) {
        Map<String, Integer> messages = in.sent();
        Map<String, Integer> commands = out.sent();
        messages.keySet().retainAll(some);
        commands.keySet().retainAll(some);
        return new Figures(
                heard.messages().verdict(messages),
                atTheGateway(some).verdict(commands),
                heard.results().verdict(commands),
                heard.outcomes(some),
                heard.reasons(some),
                heard.longestGap(some),
                heard.answersAgain(some));
    }

    private boolean hasCome(int messages, int commands) {
        return heard.messages().distinct() >= messages && heard.results().distinct() >= commands;
    }

    private boolean nothingComesAnyMore(int commands) {
        Duration silence = heard.silence();
        return silence.compareTo(DEAD) > 0
                || (silence.compareTo(quiet) > 0
                        && heard.results().distinct() >= commands
                        && queued() == 0);
    }

    private int queued() {
        int queued = 0;
        for (JsonNode account : control.get("/accounts")) {
            queued += account.path("queued").intValue();
        }
        return queued;
    }

    private Oracle atTheGateway(List<String> some) {
        Oracle oracle = new Oracle();
        for (String account : some) {
            for (JsonNode carriedOut : control.commands(account)) {
                String text = carriedOut.path("text").asText();
                if (text.startsWith(run + " ")) {
                    oracle.came(
                            account, Numbered.read(text).number(), carriedOut.path("seq").asText());
                }
            }
        }
        return oracle;
    }
}
