package io.qqbridge.component;

import static io.qqbridge.component.SendingFixture.envelopes;
import static io.qqbridge.component.SendingFixture.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.gateway.Session.Executed;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands of a route's own. */
class QqSendTest {
    private static final String SEND =
            "{\"command\":\"send-message\",\"to\":\"24259132\",\"text\":\"你好\"}";

    @RegisterExtension final SendingFixture fixture = new SendingFixture();

    @Test
    void aRouteSendsJson() {
        Exchange exchange = fixture.send(SEND, "29501213");

        assertThat(exchange.getException()).isNull();
        assertThat(fixture.session.executed)
                .singleElement()
                .asString()
                .startsWith("SendMessage[to 24259132, 2 ");
        assertThat(result(exchange.getMessage().getBody()).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("accepted");
    }

    @Test
    void aRouteSendsToANetworkThatKnowsNoRepetitionToo() {
        fixture.session.mayRepeat = false;

        assertThat(result(fixture.send(SEND, "29501213").getMessage().getBody()).outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void theResultIsJsonToTheRestOfTheRoute() {
        Exchange exchange = fixture.send(SEND.getBytes(StandardCharsets.UTF_8), "29501213");

        assertThat(exchange.getMessage().getBody(String.class))
                .startsWith(
                        "{\"command\":\"send-message\",\"account\":\"29501213\","
                                + "\"outcome\":\"accepted\",\"code\":0,\"at\":\"");
    }

    @Test
    void theAccountMayStandInTheJson() {
        Exchange exchange = fixture.send(SEND.replace("{", "{\"account\":\"29501213\","), null);

        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("accepted");
    }

    @Test
    void eachCommandOfARouteHasAMarkOfItsOwn() {
        for (int i = 0; i < 20; i++) {
            assertThat(fixture.send(SEND, "29501213").getException()).isNull();
        }

        assertThat(fixture.session.executed).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void whatTheGatewayRefusesIsAResultAndNoFailure() {
        fixture.session.outcome = new Executed.Rejected(7, "the gateway answered RES=7");

        Exchange exchange = fixture.send(SEND, "29501213");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("rejected");
        assertThat(result(exchange.getMessage().getBody()).code()).isEqualTo(7);
    }

    @Test
    void whatIsNoCommandIsRejectedAndGoesWhereTheDeadLettersGo() throws Exception {
        List<Envelope> dead = new ArrayList<>();
        fixture.receive("dead", e -> dead.addAll(envelopes(e)));

        Exchange exchange = fixture.send("dance!", "29501213");

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
        Exchange exchange = fixture.send(null, null);

        assertThat(exchange.getMessage().getHeader(QqConstants.OUTCOME)).isEqualTo("rejected");
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
}
