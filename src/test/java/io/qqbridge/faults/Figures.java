package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.Oracle.Verdict;

import org.assertj.core.api.SoftAssertions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What became of a run's traffic.
 *
 * @param messages the messages received, as Kafka has them
 * @param gateway the commands, as the gateway carried them out
 * @param results the commands' results, as Kafka has them
 * @param outcomes how many results of each outcome
 * @param reasons why commands were not accepted
 * @param longestGap how long no message came
 * @param answersAgain how often an answer of the gateway came again, for the account with most
 */
record Figures(
        Verdict messages,
        Verdict gateway,
        Verdict results,
        Map<String, Integer> outcomes,
        Set<String> reasons,
        Duration longestGap,
        int answersAgain) {
    private static final Path KEPT = Path.of("target", "faults.txt");

    /** Prints them as one line, and keeps it in {@code target/faults.txt}. */
    Figures print(String scenario, Seed seed) throws IOException {
        String line =
                String.format(
                        Locale.ROOT,
                        "faults | %s | seed %d | messages: %d sent, %d lost (%d holes), %d out of"
                                + " order, %d again (%d answers of one account), %d renamed | commands: %d sent, %d lost, %d out"
                                + " of order, %d twice | results: %d lost, %d again, %d renamed %s |"
                                + " longest gap %.1f s%n",
                        scenario,
                        seed.value(),
                        messages.sent(),
                        messages.lost(),
                        messages.holes(),
                        messages.disordered(),
                        messages.again(),
                        answersAgain,
                        messages.renamed(),
                        gateway.sent(),
                        gateway.lost(),
                        gateway.disordered(),
                        gateway.again(),
                        results.lost(),
                        results.again(),
                        results.renamed(),
                        outcomes,
                        longestGap.toMillis() / 1000.0);
        System.out.print(line);
        Files.writeString(KEPT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    /** Every message and command came, in order, and under one id if again. */
    Figures nothingIsLost() {
        SoftAssertions all = new SoftAssertions();
        inOrderAndUnderOneId(all);
        all.assertThat(messages.lost()).as("messages lost: %s", messages).isZero();
        all.assertThat(gateway.lost())
                .as("commands never sent: %s, results %s for %s", gateway, outcomes, reasons)
                .isZero();
        all.assertAll();
        return this;
    }

    /** Of the messages, some answers that were on the wire may be missing; nothing else. */
    Figures nothingIsLostBut(int answers) {
        SoftAssertions all = new SoftAssertions();
        inOrderAndUnderOneId(all);
        all.assertThat(messages.holes())
                .as("answers lost: %s", messages)
                .isLessThanOrEqualTo(answers);
        all.assertThat(gateway.lost())
                .as(
                        "commands never sent and not told to be unknown: %s, results %s",
                        gateway, outcomes)
                .isLessThanOrEqualTo(outcomes.getOrDefault("unknown", 0));
        all.assertAll();
        return this;
    }

    private void inOrderAndUnderOneId(SoftAssertions all) {
        all.assertThat(messages.disordered()).as("messages' order: %s", messages).isZero();
        all.assertThat(messages.renamed()).as("messages' ids: %s", messages).isZero();
        all.assertThat(gateway.disordered()).as("commands' order: %s", gateway).isZero();
        all.assertThat(gateway.renamed()).as("commands' SEQs: %s", gateway).isZero();
        all.assertThat(results.lost()).as("results: %s", results).isZero();
        all.assertThat(results.renamed()).as("results' ids: %s", results).isZero();
    }

    /** So many messages may have come again. */
    Figures messagesAgainAtMost(int most) {
        assertThat(messages.again()).as("messages again: %s", messages).isLessThanOrEqualTo(most);
        return this;
    }

    /** Of each account, what so many answers brought may have come again. */
    Figures answersAgainAtMost(int most) {
        assertThat(answersAgain)
                .as("answers again of one account; messages: %s", messages)
                .isLessThanOrEqualTo(most);
        return this;
    }

    /** So many results may have come again. */
    Figures resultsAgainAtMost(int most) {
        assertThat(results.again()).as("results again: %s", results).isLessThanOrEqualTo(most);
        return this;
    }

    /** So many commands may have been carried out twice. */
    Figures commandsTwiceAtMost(int most) {
        assertThat(gateway.again()).as("commands twice: %s", gateway).isLessThanOrEqualTo(most);
        return this;
    }
}
