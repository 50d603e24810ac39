package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Cmd;
import io.qqbridge.protocol.Request;
import io.qqbridge.protocol.Request.Command;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a request to the bytes of its answer: versions, sessions and repeated SEQs, which are the
 * same for all commands.
 *
 * <p>A SEQ that comes again for the same UIN and command is answered as before, and nothing is done
 * a second time, as long as the account is logged in; a Logout, whose session is gone, as long as
 * it is not. A Login is thus repeated within its own session only, and afterwards made anew. That
 * somebody was not let in, or not logged in, is not remembered: the same SEQ tries again. An empty
 * SEQ marks nothing.
 */
final class Conversation {
    private static final Set<String> VERSIONS = Set.of("1.0", "1.1", "1.2", "1.3", "1.4");
    private static final String ANSWER_VERSION = "1.1";
    private static final String CHALLENGE_VERSION = "1.4";
    private static final int LONGEST_ECHO = 64;

    private final World world;
    private final Sessions sessions;
    private final Commands commands;
    private final Stats stats;
    private final boolean replaySeq;

    Conversation(
            World world, Sessions sessions, Commands commands, Stats stats, boolean replaySeq) {
        this.world = world;
        this.sessions = sessions;
        this.commands = commands;
        this.stats = stats;
        this.replaySeq = replaySeq;
    }

    byte[] answer(Request request) {
        Cmd cmd = request.command().cmd();
        stats.request(cmd);
        sessions.dropSilent();
        if (!VERSIONS.contains(request.version())) {
            return Answer.unknownVersion().encode();
        }
        @Nullable SimulatedAccount account = world.findAccount(request.uin());
        if (account == null) {
            return encode(request, replyToNobody(request.command()));
        }
        boolean loggedIn = sessions.signOfLife(account);
        boolean marked = replaySeq && !request.seq().isEmpty();
        if (marked && loggedIn != (cmd == Cmd.LOGOUT)) {
            byte @Nullable [] before = account.replay().find(cmd, request.seq());
            if (before != null) {
                stats.answerReplayed();
                return before;
            }
        }
        Reply reply =
                loggedIn || opensSession(request.command())
                        ? commands.carryOut(account, request.command())
                        : new Reply.NotLoggedIn();
        byte[] answer = encode(request, reply);
        boolean succeeded = succeeded(reply);
        if (marked && (succeeded || reply instanceof Reply.Failed)) {
            account.replay().remember(cmd, request.seq(), answer);
        }
        if (succeeded && changesSomething(request.command())) {
            account.carriedOut().add(request.seq(), request.command());
        }
        return answer;
    }

    /**
     * The answer to what is no request: the envelope as far as it can be found, with RES=1; or the
     * bare NULL if it names a version that nobody knows.
     */
    byte[] answerMalformed(byte[] body) {
        stats.malformedRequest();
        String line = new String(body, StandardCharsets.UTF_8);
        String version = field("VER", line);
        if (!version.isEmpty() && !VERSIONS.contains(version)) {
            return Answer.unknownVersion().encode();
        }
        return new Answer(
                        ANSWER_VERSION,
                        field("CMD", line),
                        field("SEQ", line),
                        field("UIN", line),
                        Refusal.SENSELESS.reply())
                .encode();
    }

    private static String field(String name, String line) {
        Matcher field = Pattern.compile("(?:^|&)" + name + "=([^&\r\n]*)").matcher(line);
        if (!field.find()) {
            return "";
        }
        String value = field.group(1).strip();
        // Cut between code points: half a surrogate pair is not encodable.
        return value.codePointCount(0, value.length()) <= LONGEST_ECHO
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_ECHO));
    }

    private static byte[] encode(Request request, Reply reply) {
        boolean challenge = reply instanceof Reply.Challenge;
        return new Answer(
                        challenge ? CHALLENGE_VERSION : ANSWER_VERSION,
                        (challenge ? Cmd.VERIFY_CODE : request.command().cmd()).inAnswer(),
                        request.seq(),
                        request.uin(),
                        reply)
                .encode();
    }

    private static Reply replyToNobody(Command command) {
        return command instanceof Command.Login
                ? new Reply.LoginRefused(Logins.NO_SUCH_NUMBER)
                : new Reply.NotLoggedIn();
    }

    private static boolean opensSession(Command command) {
        return command instanceof Command.Login || command instanceof Command.VerifyCode;
    }

    private static boolean changesSomething(Command command) {
        return switch (command.cmd()) {
            case LOGIN,
                    VERIFY_CODE,
                    LOGOUT,
                    ADD_TO_LIST,
                    ACK_ADD_TO_LIST,
                    DEL_FROM_LIST,
                    CHANGE_STAT,
                    CLT_MSG ->
                    true;
            case LIST, QUERY_STAT, GET_INFO, GET_MSG_EX, FINGER -> false;
        };
    }

    private static boolean succeeded(Reply reply) {
        return switch (reply) {
            case Reply.LoginRefused r -> false;
            case Reply.NotLoggedIn r -> false;
            case Reply.Failed r -> false;
            case Reply.Challenge r -> false;
            case Reply.UnknownVersion r -> false;
            case Reply.LoggedIn r -> true;
            case Reply.Contacts r -> true;
            case Reply.OnlineContacts r -> true;
            case Reply.Profile r -> true;
            case Reply.AddResult r -> true;
            case Reply.Done r -> true;
            case Reply.Messages r -> true;
            case Reply.People r -> true;
        };
    }
}
