package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Command;
import io.qqbridge.event.Command.AnswerRequest;
import io.qqbridge.event.Command.GetProfile;
import io.qqbridge.event.CommandResult.Answer;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.RosterEntry.Avatar;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands as lines, and answers as outcomes. */
class CarryingOutTest {
    private static final Command ADD = new Command.AddContact("24259132");

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final TqqSession session = gateway.session();

    record Spoken(Command command, String fields) {}

    static Stream<Spoken> spoken() {
        return Stream.of(
                new Spoken(
                        new Command.SendMessage("24259132", "你好, 100%"),
                        "CMD=CLTMSG&SEQ=7&UIN=29501213&UN=24259132&MG=你好%2c 100%25"),
                new Spoken(ADD, "CMD=AddToList&SEQ=7&UIN=29501213&UN=24259132"),
                new Spoken(
                        new AnswerRequest("3", AnswerRequest.Answer.ACCEPT, ""),
                        "CMD=Ack_AddToList&SEQ=7&UIN=29501213&UN=3&CD=0&RS="),
                new Spoken(
                        new AnswerRequest("3", AnswerRequest.Answer.REFUSE, "no & no"),
                        "CMD=Ack_AddToList&SEQ=7&UIN=29501213&UN=3&CD=1&RS=no %26 no"),
                new Spoken(
                        new AnswerRequest("3", AnswerRequest.Answer.ASK, "请"),
                        "CMD=Ack_AddToList&SEQ=7&UIN=29501213&UN=3&CD=2&RS=请"),
                new Spoken(
                        new Command.RemoveContact("3"), "CMD=DelFromList&SEQ=7&UIN=29501213&UN=3"),
                new Spoken(
                        new Command.ChangeState(State.INVISIBLE),
                        "CMD=Change_Stat&SEQ=7&UIN=29501213&ST=40"),
                new Spoken(
                        new GetProfile("3", GetProfile.Detail.SHORT),
                        "CMD=GetInfo&SEQ=7&UIN=29501213&LV=1&UN=3"),
                new Spoken(
                        new GetProfile("3", GetProfile.Detail.NORMAL),
                        "CMD=GetInfo&SEQ=7&UIN=29501213&LV=2&UN=3"),
                new Spoken(
                        new GetProfile("3", GetProfile.Detail.FULL),
                        "CMD=GetInfo&SEQ=7&UIN=29501213&LV=3&UN=3"),
                new Spoken(
                        new Command.Search("20", "1", "云南省"),
                        "CMD=Finger&SEQ=7&UIN=29501213&AG=20&SX=1&PV=云南省"));
    }

    @ParameterizedTest
    @MethodSource("spoken")
    void eachCommandIsOneLine(Spoken spoken) {
        assertThat(session.execute(spoken.command(), "7")).isNotNull();

        assertThat(gateway.lines).containsExactly("VER=1.1&" + spoken.fields());
    }

    @Test
    void aTextCannotAddAFieldToItsLine() {
        assertThat(session.execute(new Command.SendMessage("3", "hi&CMD=Logout\r\nUN=4,"), "7"))
                .isEqualTo(new Executed.Accepted(null));

        assertThat(gateway.lines)
                .containsExactly(
                        "VER=1.1&CMD=CLTMSG&SEQ=7&UIN=29501213&UN=3"
                                + "&MG=hi%26CMD%3dLogout%0d%0aUN%3d4%2c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1 ", "group:3", "123456789012345678901", "３"})
    void aContactThatIsNoNumberIsNeverSent(String contact) {
        assertThat(session.execute(new Command.SendMessage(contact, "x"), "7"))
                .isEqualTo(
                        new Executed.Rejected(null, "a contact here is a QQ number, digits only"));
        assertThat(session.execute(new Command.AddContact(contact), "7"))
                .isInstanceOf(Executed.Rejected.class);
        assertThat(gateway.lines).isEmpty();
    }

    @Test
    void aStateThatTheVersionDoesNotHaveIsNeverSent() {
        assertThat(session.execute(new Command.ChangeState(State.CALL_ME), "7"))
                .isEqualTo(
                        new Executed.Rejected(
                                null, "state call-me does not exist in protocol version 1.1"));
        assertThat(gateway.lines).isEmpty();
    }

    @Test
    void whoWasAskedToBeAContactIsOneOrMustConsentOrRefuses() {
        gateway.says("RES=0&CD=0&UN=24259132")
                .says("RES=0&CD=1&UN=24259132")
                .says("RES=0&CD=3&UN=24259132")
                .says("RES=0&CD=8&UN=24259132");

        assertThat(session.execute(ADD, "1"))
                .isEqualTo(new Executed.Accepted(new Answer.Consent(false)));
        assertThat(session.execute(ADD, "2"))
                .isEqualTo(new Executed.Accepted(new Answer.Consent(true)));
        assertThat(session.execute(ADD, "3"))
                .isEqualTo(new Executed.Rejected(3, "the contact refuses everybody"));
        assertThat(session.execute(ADD, "4"))
                .isEqualTo(new Executed.Rejected(8, "the gateway answered CD=8"));
    }

    @Test
    void aProfileIsItsFieldsByName() {
        gateway.says("RES=0&AG=7&LV=2&PR=a%252cb&SX=0&UN=3&NK=微程");

        assertThat(session.execute(new GetProfile("3", GetProfile.Detail.NORMAL), "7"))
                .isEqualTo(
                        new Executed.Accepted(
                                new Answer.Profile(
                                        "3",
                                        Map.of(
                                                "age",
                                                "7",
                                                "level",
                                                "2",
                                                "about",
                                                "a,b",
                                                "sex",
                                                "0",
                                                "uin",
                                                "3",
                                                "nickname",
                                                "微程"))));
    }

    @Test
    void aSearchFindsPeople() {
        gateway.says("RES=0&FC=270,&FN=1&SN=1&UN=3,&NK=微程,");

        assertThat(session.execute(new Command.Search("", "", ""), "7"))
                .isEqualTo(
                        new Executed.Accepted(
                                new Answer.People(
                                        List.of(
                                                new Person(
                                                        "3", null, "微程", new Avatar(270, 91))))));
    }

    @Test
    void aFailureIsRejectedWithItsCode() {
        gateway.says("RES=7").says("RES=-5").saysRaw("NULL");

        assertThat(session.execute(ADD, "1"))
                .isEqualTo(new Executed.Rejected(7, "the gateway answered RES=7"));
        assertThat(session.execute(ADD, "2"))
                .isEqualTo(new Executed.Rejected(-5, "the gateway answered RES=-5"));
        assertThat(session.execute(ADD, "3"))
                .isEqualTo(
                        new Executed.Rejected(
                                null, "the gateway does not know the protocol version"));
    }

    @Test
    void aSessionThatTheGatewayForgotIsNoRejection() {
        gateway.says("RES=20");

        assertThat(session.execute(ADD, "7")).isEqualTo(new Executed.SignedOut());
    }

    @Test
    void whatNeverLeftAndWhatMayHaveArrivedAreToldApart() {
        gateway.isNotThere()
                .doesNotAnswer()
                .saysRaw("?")
                .saysRaw("VER=1.1&CMD=AddToList&SEQ=6&UIN=29501213&RES=0&CD=0&UN=24259132")
                .saysRaw("VER=1.4&CMD=VERIFYCODE&SEQ=7&UIN=29501213&RES=0&VC=474946");

        assertThat(session.execute(ADD, "7")).isEqualTo(new Executed.NotSent("nobody listens"));
        assertThat(session.execute(ADD, "7"))
                .isEqualTo(new Executed.Unanswered("no answer within 10 s"));
        assertThat(session.execute(ADD, "7")).isInstanceOf(Executed.Unanswered.class);
        assertThat(session.execute(ADD, "7"))
                .isEqualTo(
                        new Executed.Unanswered(
                                "its answer cannot be read: its SEQ is not the one that was sent"));
        assertThat(session.execute(ADD, "7"))
                .isEqualTo(new Executed.Unanswered("it answered something else than was asked"));
        assertThat(gateway.seqs()).containsOnly("7");
    }

    @Test
    void aCommandUsesUpNoneOfTheSessionsOwnMarks() {
        assertThat(session.execute(ADD, "7")).isNotNull();
        assertThat(session.stayAlive()).isNotNull();

        assertThat(gateway.seqs()).containsExactly("7", "100");
    }
}
