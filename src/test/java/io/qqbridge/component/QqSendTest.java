package io.qqbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.gateway.CommandSource;
import io.qqbridge.gateway.Session.Executed;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands of a route's own, and those that Kafka brought. */
class QqSendTest {
    private static final String SEND =
            "{\"command\":\"send-message\",\"to\":\"24259132\",\"text\":\"你好\"}";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final QqComponent qq = new QqComponent(camel);
    private final List<Envelope> dead = new ArrayList<>();
    private OneSession session;

    @BeforeEach
    void start() throws Exception {
        session = new OneSession();
        qq.setCommands(session.sessions.commands());
        camel.addComponent("qq", qq);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        session.close();
    }

    private Exchange send(Object body, @Nullable String account) {
        return camel.createProducerTemplate()
                .send(
                        "qq:send",
                        (Exchange exchange) -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeader(QqConstants.ACCOUNT, account);
                        });
    }

    private void receiveDead(Processor processor) throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("qq:receive?events=dead").process(processor);
                    }
                });
    }

    private static CommandResult result(Object body) {
        return (CommandResult) ((Envelope) body).event();
    }

    private static List<Envelope> envelopes(Exchange exchange) {
        List<?> body = exchange.getMessage().getBody(List.class);
        return body.stream().map(Envelope.class::cast).toList();
    }

    private static CommandRecord record(int offset, String json, Map<String, String> headers) {
        return new CommandRecord(
                "command-" + offset,
                Integer.toString(offset),
                "29501213",
                json.getBytes(StandardCharsets.UTF_8),
                new DeadLetter.Origin("qq.command.v1", 0, offset),
                headers,
                Instant.now(),
                Instant.ofEpochMilli(1_000));
    }

    @Test
    void aRouteSendsJson() {
        Exchange exchange = send(SEND, "29501213");

        assertThat(exchange.getException()).isNull();
        assertThat(session.executed)
                .singleElement()
                .asString()
                .startsWith("SendMessage[to 24259132, 2 ");
        assertThat(result(exchange.getMessage().getBody()).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("accepted");
    }

    @Test
    void theResultIsJsonToTheRestOfTheRoute() {
        Exchange exchange = send(SEND.getBytes(StandardCharsets.UTF_8), "29501213");

        assertThat(exchange.getMessage().getBody(String.class))
                .startsWith(
                        "{\"command\":\"send-message\",\"account\":\"29501213\","
                                + "\"outcome\":\"accepted\",\"code\":0,\"at\":\"");
    }

    @Test
    void theAccountMayStandInTheJson() {
        Exchange exchange = send(SEND.replace("{", "{\"account\":\"29501213\","), null);

        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("accepted");
    }

    @Test
    void eachCommandOfARouteHasAMarkOfItsOwn() {
        for (int i = 0; i < 20; i++) {
            assertThat(send(SEND, "29501213").getException()).isNull();
        }

        assertThat(session.executed).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void whatTheGatewayRefusesIsAResultAndNoFailure() {
        session.outcome = new Executed.Rejected(7, "the gateway answered RES=7");

        Exchange exchange = send(SEND, "29501213");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("rejected");
        assertThat(result(exchange.getMessage().getBody()).code()).isEqualTo(7);
    }

    @Test
    void whatIsNoCommandIsRejectedAndGoesWhereTheDeadLettersGo() throws Exception {
        receiveDead(e -> dead.addAll(envelopes(e)));

        Exchange exchange = send("dance!", "29501213");

        assertThat(exchange.getException()).isNull();
        assertThat(result(exchange.getMessage().getBody()))
                .extracting(CommandResult::outcome, CommandResult::reason)
                .containsExactly(Outcome.REJECTED, "not JSON: line 1, column 1");
        assertThat(dead)
                .singleElement()
                .extracting(Envelope::event)
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        letter -> assertThat(letter.received()).asString().isEqualTo("dance!"));
    }

    @Test
    void aBodyThatIsMissingIsRejected() {
        Exchange exchange =
                camel.createProducerTemplate().send("qq:send", e -> e.getMessage().setBody(null));

        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("rejected");
    }

    /** Writes down what it is told of each command, in the order in which it is told. */
    private static final class Source implements CommandSource {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final AtomicInteger mistakes = new AtomicInteger();

        @Override
        public void accepted(List<CommandRecord> records) {
            records.forEach(record -> told.add(record.id() + " accepted"));
        }

        @Override
        public boolean isOurs(CommandRecord record) {
            return !record.headers().containsKey("gone");
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public CompletableFuture<Void> done(List<CommandRecord> records) {
            if (mistakes.getAndDecrement() > 0) {
                throw new IllegalStateException("a mistake of whoever keeps the books");
            }
            records.forEach(record -> told.add(record.id() + " done"));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void left(CommandRecord record) {
            told.add(record.id() + " left");
        }
    }

    private Source source() {
        Source source = new Source();
        qq.setCommandSource(source);
        return source;
    }

    private void receiveResults(Processor processor) throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("qq:receive?events=result").process(processor);
                    }
                });
    }

    @Test
    void recordsBecomeResultsInOrderWithIdsThatFollowFromTheirOwn() throws Exception {
        Source source = source();
        List<Envelope> results = new CopyOnWriteArrayList<>();
        receiveDead(e -> dead.addAll(envelopes(e)));
        receiveResults(e -> results.addAll(envelopes(e)));

        List<CommandRecord> records =
                List.of(
                        record(1, SEND, Map.of("kafka_replyTopic", "replies")),
                        record(2, "{}", Map.of()),
                        record(3, SEND, Map.of()));
        assertThat(send(records, null).getException()).isNull();

        await().untilAsserted(() -> assertThat(source.told).contains("command-3 done"));
        assertThat(results)
                .extracting(Envelope::id)
                .containsExactly("command-1-result", "command-2-result", "command-3-result");
        assertThat(results)
                .extracting(e -> result(e).outcome())
                .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED);
        assertThat(results.getFirst().extensions())
                .isEqualTo(
                        Map.of(
                                "kafka_replyTopic",
                                "replies",
                                "causationid",
                                "command-1",
                                "readat",
                                "1000"));
        assertThat(dead)
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.id()).isEqualTo("command-2-dead");
                            assertThat(letter.extensions())
                                    .containsEntry("causationid", "command-2");
                        });
        assertThat(session.executed).hasSize(2).allMatch(e -> e.matches(".*] [13]"));
        assertThat(source.told)
                .contains("command-1 accepted", "command-2 accepted", "command-3 accepted")
                .containsSubsequence("command-1 done", "command-2 done", "command-3 done");
    }

    @Test
    void resultsAndDeadLettersThatKafkaDidNotTakeAreTriedAgainAndTheCommandsAreNot()
            throws Exception {
        Source source = source();
        AtomicInteger failures = new AtomicInteger(2);
        List<Envelope> results = new CopyOnWriteArrayList<>();
        Processor failing =
                e -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("Kafka is away");
                    }
                };
        receiveDead(
                e -> {
                    failing.process(e);
                    dead.addAll(envelopes(e));
                    failures.set(1);
                });
        receiveResults(
                e -> {
                    failing.process(e);
                    results.addAll(envelopes(e));
                });

        send(List.of(record(1, "{}", Map.of())), null);
        send(List.of(record(2, SEND, Map.of())), null);

        await().untilAsserted(() -> assertThat(source.told).contains("command-2 done"));
        assertThat(dead).extracting(Envelope::id).containsExactly("command-1-dead");
        assertThat(results)
                .extracting(Envelope::id)
                .containsExactly("command-1-result", "command-2-result");
        assertThat(session.executed).hasSize(1);
    }

    @Test
    void afterAMistakeOnTheWayResultsFollowAllTheSame() throws Exception {
        Source source = source();
        source.mistakes.set(1);
        receiveResults(e -> {});

        send(List.of(record(1, SEND, Map.of())), null);
        send(List.of(record(2, SEND, Map.of())), null);

        await().untilAsserted(
                        () ->
                                assertThat(source.told)
                                        .containsSubsequence("command-1 done", "command-2 done"));
        assertThat(session.executed).hasSize(2);
    }

    @Test
    void whatIsAnothersByNowIsLeft() {
        Source source = source();

        send(List.of(record(1, SEND, Map.of("gone", ""))), null);

        await().untilAsserted(
                        () ->
                                assertThat(source.told)
                                        .containsExactly("command-1 accepted", "command-1 left"));
        assertThat(session.executed).isEmpty();
    }

    @Test
    void withoutSessionsItSaysWhatToDo() {
        DefaultCamelContext bare = new DefaultCamelContext();
        bare.addComponent("qq", new QqComponent(bare));
        bare.start();

        Exchange exchange =
                bare.createProducerTemplate().send("qq:send", e -> e.getMessage().setBody(SEND));
        bare.stop();

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "qq:send has no sessions to send with: set the component's option"
                                + " 'commands'");
    }

    @Test
    void afterTheSessionsHaveStoppedARecordIsLeft() {
        Source source = source();
        session.close();

        assertThat(send(List.of(record(1, SEND, Map.of())), null).getException()).isNull();
        assertThat(source.told).containsExactly("command-1 accepted", "command-1 left");
    }
}
