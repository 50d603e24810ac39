package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandResult.Answer;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.RosterEntry.Avatar;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.Executed;
import io.qqbridge.gateway.Session.Listed;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists that come page by page, and are whole or not at all. */
class AskingForListsTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final TqqSession session = gateway.session();

    @Test
    void eachPageStartsAfterTheLastNumberOfTheOneBefore() {
        gateway.says("RES=0&FN=0&SN=2&UN=3,4,")
                .says("RES=0&FN=0&SN=1&UN=7,")
                .says("RES=0&FN=1&SN=1&UN=9,");

        assertThat(session.contacts()).isEqualTo(new Listed.All<>(List.of("3", "4", "7", "9")));
        assertThat(gateway.lines)
                .containsExactly(
                        "VER=1.1&CMD=List&SEQ=100&UIN=29501213&TN=160&UN=0",
                        "VER=1.1&CMD=List&SEQ=101&UIN=29501213&TN=160&UN=4",
                        "VER=1.1&CMD=List&SEQ=102&UIN=29501213&TN=160&UN=7");
    }

    @Test
    void whoIsOnlineComesInPagesToo() {
        gateway.says("RES=0&FC=270,141,&FN=0&SN=2&ST=10,30,&UN=3,4,&NK=微%2c程,x,")
                .says("RES=0&FC=0,&FN=1&SN=1&ST=80,&UN=7,");

        assertThat(session.online())
                .isEqualTo(
                        new Listed.All<>(
                                List.of(
                                        new Person("3", State.ONLINE, "微,程", new Avatar(270, 91)),
                                        new Person("4", State.BUSY, "x", new Avatar(141, 48)),
                                        new Person(
                                                "7", State.unknown(80), null, new Avatar(0, 1)))));
        assertThat(gateway.lines)
                .containsExactly(
                        "VER=1.1&CMD=Query_Stat&SEQ=100&UIN=29501213&TN=50&UN=0",
                        "VER=1.1&CMD=Query_Stat&SEQ=101&UIN=29501213&TN=50&UN=4");
    }

    @Test
    void anEmptyListIsAList() {
        gateway.says("RES=0&FN=1&SN=0").says("RES=0&FN=1&SN=0");

        assertThat(session.contacts()).isEqualTo(new Listed.All<>(List.of()));
        assertThat(session.online()).isEqualTo(new Listed.All<>(List.of()));
    }

    @Test
    void anEmptyPageIsTheLastWhateverItSays() {
        gateway.says("RES=0&FN=0&SN=1&UN=3,").says("RES=0&FN=0&SN=0");

        assertThat(session.contacts()).isEqualTo(new Listed.All<>(List.of("3")));
        assertThat(gateway.lines).hasSize(2);
    }

    @Test
    void aListThatNeverEndsIsNotUsed() {
        for (int i = 0; i < 2_000; i++) {
            gateway.says("RES=0&FN=0&SN=1&UN=%d,".formatted(i + 1));
        }

        assertThat(session.contacts()).isEqualTo(new Listed.Failed<>("the list has no end"));
        assertThat(gateway.lines).hasSize(1_000);
    }

    @Test
    void aListWithAPageThatCannotBeReadIsNotUsed() {
        gateway.says("RES=0&FN=0&SN=1&UN=3,").saysRaw("VER=1.1&CMD=LIST&RES=0&FN=1&SN=5&UN=4,");

        assertThat(session.contacts())
                .isInstanceOfSatisfying(
                        Listed.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.answer())
                                        .isEqualTo(
                                                "VER=1.1&CMD=LIST&RES=0&FN=1&SN=5&UN=4,"
                                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aListWithAPageThatDoesNotComeIsNotUsed() {
        String first = "RES=0&FN=0&SN=1&UN=3,";
        gateway.says(first).isNotThere();
        assertThat(session.contacts()).isEqualTo(new Listed.Failed<>("nobody listens"));

        gateway.says(first).doesNotAnswer();
        assertThat(session.contacts()).isEqualTo(new Listed.Failed<>("no answer within 10 s"));

        gateway.says(first).says("RES=7");
        assertThat(session.contacts()).isEqualTo(new Listed.Refused<>(7));

        gateway.says(first).saysRaw("NULL");
        assertThat(session.contacts())
                .isEqualTo(new Listed.Failed<>("the gateway answered something else"));

        gateway.says(first).says("RES=20");
        assertThat(session.contacts()).isEqualTo(new Listed.SignedOut<>());
    }

    @Test
    void aCommandGetsTheWholeListToo() {
        gateway.says("RES=0&FN=0&SN=1&UN=3,")
                .says("RES=0&FN=1&SN=1&UN=4,")
                .says("RES=0&FC=270,&FN=1&SN=1&ST=10,&UN=3,&NK=x,");

        assertThat(session.execute(new Command.ListContacts(), "7"))
                .isEqualTo(new Executed.Accepted(new Answer.Contacts(List.of("3", "4"))));
        assertThat(session.execute(new Command.QueryPresence(), "8"))
                .isEqualTo(
                        new Executed.Accepted(
                                new Answer.Presence(
                                        List.of(
                                                new Person(
                                                        "3",
                                                        State.ONLINE,
                                                        "x",
                                                        new Avatar(270, 91))))));
    }

    @Test
    void aListThatCouldNotBeHadIsSafeToAskForAgain() {
        gateway.doesNotAnswer().says("RES=20").saysRaw("?");

        assertThat(session.execute(new Command.ListContacts(), "7"))
                .isEqualTo(new Executed.NotSent("no answer within 10 s"));
        assertThat(session.execute(new Command.ListContacts(), "7"))
                .isEqualTo(new Executed.SignedOut());
        assertThat(session.execute(new Command.ListContacts(), "7"))
                .isInstanceOf(Executed.NotSent.class);
    }
}
