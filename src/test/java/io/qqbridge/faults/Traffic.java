package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.testing.Control;
import io.qqbridge.testing.Oracle;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Numbered messages in and commands out, and what became of them. */
final class Traffic {
    /** Who writes and is written to: a contact of the simulator's first account, and silent. */
    private static final String CONTACT = "560000001";

    /** After so long in which nothing came, and with nothing left to fetch, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /**
     * After so long, longer than any pause and any command's time, nothing will whatever is left.
     */
    private static final Duration DEAD = Duration.ofSeconds(45);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String run;
    private final Control control;
    private final List<String> accounts;
    private final Heard heard;
    private final CommandWriter writer;
    private final Load in;
    private final Load out;

    Traffic(Rig rig, String run, int messagesPerSecond, int commandsPerSecond) {
        this.run = run;
        this.control = rig.control();
        this.accounts = rig.accounts();
        this.heard = rig.witness().heard(run);
        this.writer = new CommandWriter(rig.brokers().bootstrapServers(), run, CONTACT);
        this.in = Load.start(this::push, accounts, messagesPerSecond);
        this.out = Load.start(writer, accounts, commandsPerSecond);
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
        in.stop();
        out.stop();
        writer.close();
        int messages = in.total();
        int commands = out.total();
        await().atMost(PATIENCE)
                .until(() -> hasCome(messages, commands) || nothingComesAnyMore(commands));
        return new Figures(
                heard.messages().verdict(in.sent()),
                atTheGateway().verdict(out.sent()),
                heard.results().verdict(out.sent()),
                heard.outcomes(),
                heard.longestGap());
    }

    private boolean hasCome(int messages, int commands) {
        return heard.messages().distinct() >= messages && heard.results().distinct() >= commands;
    }

    private boolean nothingComesAnyMore(int commands) {
        Duration silence = heard.silence();
        return silence.compareTo(DEAD) > 0
                || (silence.compareTo(QUIET) > 0
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

    private Oracle atTheGateway() {
        Oracle oracle = new Oracle();
        for (String account : accounts) {
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
