package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A picture that a person has read. */
class AnsweringChallengesTest {
    private final Life life = new Life();

    @Test
    void theRightAnswerIsALogin() {
        life.session.signIn = () -> new SignIn.Challenged("474946");
        life.at(Duration.ofHours(1), () -> assertThat(life.loop.answer("1234")).isTrue());

        life.liveFor(Duration.ofHours(2));

        assertThat(life.session.calls).startsWith("signIn", "answer 1234", "receive");
        assertThat(life.session.count("signIn")).isEqualTo(1);
        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::reason)
                .contains("the picture was answered");
        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aWrongOneBringsAnotherPictureAndNoLoop() {
        life.session.signIn = () -> new SignIn.Challenged("474946");
        life.session.answered = () -> new SignIn.Challenged("474947");
        life.at(Duration.ofHours(1), () -> life.loop.answer("1234"));
        life.at(Duration.ofHours(2), () -> life.loop.answer("5678"));

        life.liveFor(Duration.ofDays(2));

        assertThat(life.session.calls).containsExactly("signIn", "answer 1234", "answer 5678");
        assertThat(life.lastChange().state()).isEqualTo(SessionState.CHALLENGED);
    }

    @Test
    void whoWaitsWithNoPictureTakesNoAnswer() {
        life.at(Duration.ofMinutes(1), () -> assertThat(life.loop.answer("1234")).isFalse());

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.session.calls).doesNotContain("answer 1234");
    }

    @Test
    void anAnswerThatIsLostOnItsWayIsFollowedByAnOrdinaryLogin() {
        life.session.signIn = () -> new SignIn.Challenged("474946");
        life.session.answered = () -> new SignIn.Unreachable("no answer");
        life.at(Duration.ofHours(1), () -> life.loop.answer("1234"));

        life.liveFor(Duration.ofHours(2));

        assertThat(life.session.calls).containsExactly("signIn", "answer 1234", "signIn");
    }
}
