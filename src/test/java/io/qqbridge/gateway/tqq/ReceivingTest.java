package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Event;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.Received;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What each type of message becomes. */
class ReceivingTest {
    private final ScriptedGateway gateway = new ScriptedGateway();

    private List<Event> received(String fields) {
        gateway.says("RES=0&" + fields);
        return ((Received.Batch) gateway.session().receive()).events();
    }

    private static Event message(String from, String text, @Nullable Integer type) {
        return new MessageReceived(
                "29501213", "private:" + from, from, text, ScriptedGateway.NOON, type);
    }

    private static Event request(RequestReceived.Kind kind, String words) {
        return new RequestReceived("29501213", "3", kind, words, ScriptedGateway.NOON);
    }

    @Test
    void aUsersMessageIsItsTextDecoded() {
        assertThat(received("MN=1&MT=9,&UN=3,&MG= 100%25 a%2cb%26c%3dd 你好%0d%0a ,"))
                .containsExactly(message("3", " 100% a,b&c=d 你好\r\n ", null));
    }

    @Test
    void anEmptyMessageIsAMessage() {
        assertThat(received("MN=1&MT=9,&UN=3,&MG=,")).containsExactly(message("3", "", null));
    }

    @Test
    void aSystemMessageIsASightingWhateverBlanksItHas() {
        assertThat(received("MN=2&MT=99,99,&UN=3,4,&MG=30 , 80 ,"))
                .containsExactly(
                        new PresenceChanged(
                                "29501213",
                                "3",
                                State.BUSY,
                                null,
                                SeenBy.SYSTEM_MESSAGE,
                                ScriptedGateway.NOON),
                        new PresenceChanged(
                                "29501213",
                                "4",
                                State.unknown(80),
                                null,
                                SeenBy.SYSTEM_MESSAGE,
                                ScriptedGateway.NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "99999999999"})
    void aSystemMessageThatIsNoStateIsPassedOnAsText(String text) {
        assertThat(received("MN=1&MT=99,&UN=10000,&MG=%s,".formatted(text)))
                .containsExactly(message("10000", text, 99));
    }

    @Test
    void aContactAsksAcceptsOrRefuses() {
        assertThat(received("MN=3&MT=2,3,4,&UN=3,3,3,&MG=加我,,不,"))
                .containsExactly(
                        request(RequestReceived.Kind.ASKED, "加我"),
                        request(RequestReceived.Kind.ACCEPTED, ""),
                        request(RequestReceived.Kind.REFUSED, "不"));
    }

    @Test
    void anyOtherTypeIsPassedOnWithItsNumber() {
        assertThat(received("MN=2&MT=77,-1,&UN=3,4,&MG=a,b,"))
                .containsExactly(message("3", "a", 77), message("4", "b", -1));
    }

    @Test
    void theOrderIsTheGateways() {
        assertThat(received("MN=4&MT=9,99,2,9,&UN=3,3,3,3,&MG=a,10,b,c,"))
                .extracting(event -> event.kind().word())
                .containsExactly("message", "presence", "request", "message");
    }
}
