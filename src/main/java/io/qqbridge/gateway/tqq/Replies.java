package io.qqbridge.gateway.tqq;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.OneLine;
import io.qqbridge.gateway.Session.Executed;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.protocol.Answer.Reply;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what the gateway's replies mean: to a login, and to a command. */
final class Replies {
    /** {@code HI} and {@code LI} of the article's example [S]. */
    private static final Duration USUAL_SIGN_OF_LIFE = Duration.ofMinutes(1);

    private static final Duration USUAL_SILENCE_LIMIT = Duration.ofMinutes(5);

    private Replies() {}

    /** What became of a login. The protocol has told refusals from logins by {@code RS} [S]. */
    static SignIn signIn(RoundTrip.Outcome outcome, Dialect dialect) {
        return switch (outcome) {
            case RoundTrip.Outcome.Replied replied -> signIn(replied.reply(), dialect);
            case RoundTrip.Outcome.NotSent no -> new SignIn.Unreachable(no.reason());
            case RoundTrip.Outcome.Unanswered no -> new SignIn.Unreachable(no.reason());
            case RoundTrip.Outcome.Unreadable no ->
                    new SignIn.Unreachable("its answer cannot be read: " + no.reason());
        };
    }

    /**
     * What became of an answer to a challenge. Which fields say that it was right, nobody has
     * written down: those of a login, or none [D].
     */
    static SignIn answered(RoundTrip.Outcome outcome, Dialect dialect) {
        return outcome instanceof RoundTrip.Outcome.Replied(Reply.Done done, byte[] answer)
                ? new SignIn.Online(USUAL_SIGN_OF_LIFE, USUAL_SILENCE_LIMIT)
                : signIn(outcome, dialect);
    }

    private static SignIn signIn(Reply reply, Dialect dialect) {
        return switch (reply) {
            case Reply.LoggedIn in ->
                    new SignIn.Online(
                            seconds(in.signOfLifeSeconds(), USUAL_SIGN_OF_LIFE),
                            seconds(in.silenceLimitSeconds(), USUAL_SILENCE_LIMIT));
            case Reply.LoginRefused refused -> new SignIn.Refused(OneLine.of(refused.reason()));
            case Reply.Challenge challenge -> new SignIn.Challenged(challenge.pictureHex());
            case Reply.UnknownVersion unknown ->
                    new SignIn.Unreachable(
                            "it does not know protocol version %s (key qq.gateway.version)"
                                    .formatted(dialect.version()));
            case Reply.Failed failed -> new SignIn.Unreachable("it answered RES=" + failed.res());
            case Reply.NotLoggedIn no -> new SignIn.Unreachable("it answered RES=20");
            case Reply.Contacts no -> misplaced();
            case Reply.OnlineContacts no -> misplaced();
            case Reply.Profile no -> misplaced();
            case Reply.AddResult no -> misplaced();
            case Reply.Done no -> misplaced();
            case Reply.Messages no -> misplaced();
            case Reply.People no -> misplaced();
        };
    }

    /** A gateway's nonsense must not become a loop without a pause. */
    private static Duration seconds(int given, Duration usual) {
        return given > 0 ? Duration.ofSeconds(given) : usual;
    }

    private static SignIn misplaced() {
        return new SignIn.Unreachable("its answer is not one to a login");
    }

    /** What became of one try of a command. */
    static Executed executed(RoundTrip.Outcome outcome) {
        return switch (outcome) {
            case RoundTrip.Outcome.NotSent no -> new Executed.NotSent(no.reason());
            case RoundTrip.Outcome.Unanswered no -> new Executed.Unanswered(no.reason());
            case RoundTrip.Outcome.Unreadable no ->
                    new Executed.Unanswered("its answer cannot be read: " + no.reason());
            case RoundTrip.Outcome.Replied replied -> executed(replied.reply());
        };
    }

    /**
     * {@code CD} of an answer to {@code AddToList}: 0 added, 1 needs consent, 3 refuses all [S].
     */
    private static Executed executed(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> new Executed.Accepted(null);
            case Reply.NotLoggedIn no -> new Executed.SignedOut();
            case Reply.Failed failed ->
                    new Executed.Rejected(failed.res(), "the gateway answered RES=" + failed.res());
            case Reply.AddResult result ->
                    switch (result.consent()) {
                        case 0 -> new Executed.Accepted(new CommandResult.Answer.Consent(false));
                        case 1 -> new Executed.Accepted(new CommandResult.Answer.Consent(true));
                        case 3 -> new Executed.Rejected(3, "the contact refuses everybody");
                        default ->
                                new Executed.Rejected(
                                        result.consent(),
                                        "the gateway answered CD=" + result.consent());
                    };
            case Reply.Profile profile -> new Executed.Accepted(profile(profile));
            case Reply.People people ->
                    new Executed.Accepted(
                            new CommandResult.Answer.People(
                                    people.people().stream().map(Incoming::person).toList()));
            case Reply.UnknownVersion no ->
                    new Executed.Rejected(null, "the gateway does not know the protocol version");
            case Reply.LoggedIn no -> somethingElse();
            case Reply.LoginRefused no -> somethingElse();
            case Reply.Challenge no -> somethingElse();
            case Reply.Contacts no -> somethingElse();
            case Reply.OnlineContacts no -> somethingElse();
            case Reply.Messages no -> somethingElse();
        };
    }

    private static Executed somethingElse() {
        return new Executed.Unanswered("it answered something else than was asked");
    }

    private static CommandResult.Answer profile(Reply.Profile profile) {
        Map<String, String> fields = new LinkedHashMap<>();
        profile.fields().forEach((field, value) -> fields.put(field.json(), value));
        return new CommandResult.Answer.Profile(fields.getOrDefault("uin", ""), fields);
    }
}
