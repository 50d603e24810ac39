package io.qqbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.RosterRemoval;
import io.qqbridge.event.State;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What sessions hand over starts an exchange for each kind, and is done with it. */
class QqReceiveTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Envelope HELLO =
            Envelope.of("a-0", new MessageReceived("1", "private:3", "3", "hello", NOON, null));
    private static final Envelope BUSY =
            Envelope.of(
                    "a-1",
                    new PresenceChanged(
                            "1", "3", State.BUSY, null, PresenceChanged.SeenBy.QUERY, NOON));
    private static final Envelope WORLD =
            Envelope.of("a-2", new MessageReceived("1", "private:3", "3", "world", NOON, null));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final QqComponent qq = new QqComponent(camel);
    private final List<Exchange> exchanges = new ArrayList<>();

    @BeforeEach
    void start() {
        camel.addComponent("qq", qq);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(String id, String uri, Processor processor) throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from(uri).routeId(id).process(processor);
                    }
                });
    }

    private static RuntimeException failing(String why) {
        return new IllegalStateException(why);
    }

    @Test
    void eachKindOfWhatAPollBroughtIsOneExchange() throws Exception {
        route("all", "qq:receive", e -> exchanges.add(e.copy()));

        assertThat(qq.deliver(List.of(HELLO, BUSY, WORLD))).isCompleted();

        assertThat(exchanges)
                .extracting(e -> e.getMessage().getBody())
                .containsExactlyInAnyOrder(List.of(HELLO, WORLD), List.of(BUSY));
        assertThat(exchanges)
                .extracting(e -> e.getMessage().getHeader(QqConstants.EVENT_KIND))
                .containsExactlyInAnyOrder("message", "presence");
        assertThat(exchanges)
                .extracting(e -> e.getMessage().getHeader(QqConstants.ACCOUNT))
                .containsOnly("1");
    }

    @Test
    void aRouteReceivesTheKindsThatItAsksForAndNobodyTheOthers() throws Exception {
        route("presence", "qq:receive?events=presence, roster", e -> exchanges.add(e.copy()));

        assertThat(qq.deliver(List.of(HELLO, BUSY, WORLD))).isCompleted();
        assertThat(qq.deliver(List.of(HELLO))).isCompleted();

        assertThat(exchanges)
                .extracting(e -> e.getMessage().getBody())
                .containsExactly(List.of(BUSY));
    }

    @Test
    void whatARouteFailedIsNotDone() throws Exception {
        route(
                "messages",
                "qq:receive?events=message",
                e -> {
                    throw failing("Kafka is away");
                });
        route("presence", "qq:receive?events=presence", exchanges::add);

        assertThat(qq.deliver(List.of(HELLO)))
                .failsWithin(java.time.Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("Kafka is away");
        assertThat(qq.deliver(List.of(HELLO, BUSY))).isCompletedExceptionally();
        assertThat(qq.deliver(List.of(BUSY))).isCompleted();
    }

    @Test
    void eventsAreDoneWhenTheRouteIsAndNotEarlier() throws Exception {
        Deque<AsyncCallback> pending = new ArrayDeque<>();
        route(
                "messages",
                "qq:receive?events=message",
                new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        pending.add(callback);
                        return false;
                    }
                });

        CompletableFuture<Void> done = qq.deliver(List.of(HELLO));

        assertThat(done).isNotDone();
        pending.remove().done(false);
        assertThat(done).isCompleted();
    }

    @Test
    void twoRoutesForTheSameKindAreRefused() throws Exception {
        route("one", "qq:receive?events=message", exchanges::add);

        assertThatThrownBy(() -> route("two", "qq:receive?events=presence,message", e -> {}))
                .hasStackTraceContaining(
                        "two routes receive message events: one and two; leave one of them");
    }

    @Test
    void aRouteThatWasRefusedReceivesNothing() throws Exception {
        route("one", "qq:receive?events=message", exchanges::add);
        assertThatThrownBy(() -> route("two", "qq:receive?events=session,roster,message", e -> {}))
                .isInstanceOf(Exception.class);

        route("three", "qq:receive?events=session,roster", e -> exchanges.add(e.copy()));

        Envelope gone = Envelope.of("b-0", new RosterRemoval("1", "3", NOON));
        assertThat(qq.deliver(List.of(gone))).isCompleted();
        assertThat(exchanges).hasSize(1);
    }

    @Test
    void aRouteThatStopsMakesRoomForAnother() throws Exception {
        route("one", "qq:receive?events=message", e -> {});
        camel.getRouteController().stopRoute("one");

        route("two", "qq:receive?events=message", e -> exchanges.add(e.copy()));

        assertThat(qq.deliver(List.of(HELLO))).isCompleted();
        assertThat(exchanges).hasSize(1);
    }

    @Test
    void aRouteThatIsStoppedStillWantsWhatItReceived() throws Exception {
        route("one", "qq:receive?events=message", e -> exchanges.add(e.copy()));
        camel.getRouteController().stopRoute("one");

        assertThat(qq.deliver(List.of(HELLO)))
                .failsWithin(java.time.Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("the route that receives message events is stopped");

        camel.getRouteController().startRoute("one");
        assertThat(qq.deliver(List.of(HELLO))).isCompleted();
        assertThat(exchanges).hasSize(1);
    }

    @Test
    void aKindThatDoesNotExistIsNamedWithThoseThatDo() {
        assertThatThrownBy(() -> route("one", "qq:receive?events=message,Mesage", e -> {}))
                .hasStackTraceContaining(
                        "events=mesage names no kind of event; there are message, presence,"
                                + " roster, request, session, result, dead");
    }

    @Test
    void anOperationThatDoesNotExistIsNamedWithThoseThatDo() {
        assertThatThrownBy(() -> route("one", "qq:recieve", e -> {}))
                .hasStackTraceContaining(
                        "qq:recieve does not exist; there are qq:receive and qq:send");
        assertThatThrownBy(() -> route("two", "qq:send", e -> {}))
                .hasStackTraceContaining("a route starts with qq:receive, not with qq:send");
        assertThatThrownBy(() -> camel.getEndpoint("qq:receive").createProducer())
                .hasMessage("a route sends to qq:send, not to qq:receive");
        assertThatThrownBy(() -> route("three", "qq:receive?evnts=message", e -> {}))
                .hasStackTraceContaining("evnts");
    }

    @Test
    void aRouteTakesAnEventAsItsJson() {
        String json =
                "{\"account\":\"1\",\"chat\":\"private:3\",\"from\":\"3\",\"text\":\"hello\","
                        + "\"receivedAt\":\"2026-01-31T12:00:00Z\"}";

        for (Object body : new Object[] {HELLO, HELLO.event()}) {
            assertThat(camel.getTypeConverter().convertTo(String.class, body)).isEqualTo(json);
            assertThat(camel.getTypeConverter().convertTo(byte[].class, body))
                    .asString()
                    .isEqualTo(json);
        }
    }

    @Test
    void aTombstoneHasNoJson() {
        Event gone = new RosterRemoval("1", "3", NOON);

        assertThat(camel.getTypeConverter().convertTo(byte[].class, gone)).isNull();
    }
}
