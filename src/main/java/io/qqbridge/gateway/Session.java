package io.qqbridge.gateway;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.Event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One account's conversation with its network. Every call blocks until the network answered or a
 * time limit passed, and trouble comes back as a value. It logs in and receives one at a time;
 * {@link #execute} may be called beside that by another thread.
 */
public interface Session {

    /** Logs in. */
    SignIn signIn();

    /**
     * Asks once for what has arrived. What is handed over exists nowhere else from then on; until
     * {@link #kept} is told its mark, the next call, or the next process, asks for the same again.
     */
    Received receive();

    /** The answer with this mark is safe, and need not be asked for again. */
    void kept(long mark);

    /** This process asks no more. */
    default void leave() {
        // The network need not know.
    }

    /**
     * Carries out a command, trying once.
     *
     * @param seq the mark against carrying it out twice: the same for each try of one command
     */
    Executed execute(Command command, String seq);

    /**
     * Whether a command may be sent once more with the same mark when nobody knows what became of
     * it: it only asks, or the network carries out each mark once.
     */
    boolean mayRepeat(Command command);

    /** Asks for nothing, so that the network sees the account alive. */
    Alive stayAlive();

    /** Logs out; the network may not hear of it. */
    void signOut();

    /** What became of a login. */
    sealed interface SignIn {
        /**
         * Logged in.
         *
         * @param signOfLife the longest the network wants to wait for a sign of life
         * @param silenceLimit the silence after which it drops the session
         */
        record Online(Duration signOfLife, Duration silenceLimit) implements SignIn {}

        /** Refused, for good until a person acts. */
        record Refused(String reason) implements SignIn {}

        /** A picture to be read by a person; {@code picture} is its bytes in hex. */
        record Challenged(String picture) implements SignIn {}

        /** No answer, or none to be understood. */
        record Unreachable(String reason) implements SignIn {}
    }

    /** What asking for messages brought. */
    sealed interface Received {
        /** Whether an answer may have got lost for good: it is not asked for again. */
        default boolean lost() {
            return false;
        }

        /**
         * Something arrived. A {@link io.qqbridge.event.PresenceChanged} in it is a bare sighting:
         * whether it is news, {@link PresenceTable} knows.
         *
         * @param id of this answer, the same whoever asks for it again
         * @param mark what {@link Session#kept} takes
         * @param answer the bytes, from which {@link Gateway#read} makes the same events again
         */
        record Batch(String id, long mark, byte[] answer, Instant receivedAt, List<Event> events)
                implements Received {}

        /** Not asked, for the question would not outlive this process; the next call may. */
        record NotAsked() implements Received {}

        /** Nothing new. */
        record Nothing() implements Received {}

        /** The network no longer knows the session. */
        record SignedOut(boolean lost) implements Received {}

        /** No answer; the next call asks for the same once more, unless that was lost. */
        record Unreachable(String reason, boolean lost) implements Received {}

        /**
         * An answer that is none: its bytes are kept, and nothing of it is used.
         *
         * @param mark what {@link Session#kept} takes; 0 where it is asked for again
         * @param told whether the same bytes came before, and have been kept
         */
        record Unreadable(long mark, byte[] answer, String reason, boolean told)
                implements Received {}
    }

    /** Whether a sign of life was heard. */
    sealed interface Alive {
        /** It was, and answered. */
        record Heard() implements Alive {}

        /** The network no longer knows the session. */
        record SignedOut() implements Alive {}

        /** No answer, or none to be understood. */
        record Unreachable(String reason) implements Alive {}
    }

    /** What became of one try of a command. */
    sealed interface Executed {
        /** Carried out, with what was asked for. */
        record Accepted(CommandResult.@Nullable Answer data) implements Executed {}

        /** Not carried out; the next try would fare the same. */
        record Rejected(@Nullable Integer code, String reason) implements Executed {}

        /** Not carried out, for the session is not logged in. */
        record SignedOut() implements Executed {}

        /** Not sent: nobody listens there. Trying again is safe. */
        record NotSent(String reason) implements Executed {}

        /** Sent, and no answer came: only the same mark makes trying again safe. */
        record Unanswered(String reason) implements Executed {}
    }

    /** A network whose challenge can be answered. */
    interface HasChallenges extends Session {
        /**
         * Logs in by saying what the picture of the last {@link SignIn.Challenged} shows; a wrong
         * answer may bring another picture.
         */
        SignIn answer(String text);
    }

    /** A network that can be asked which contacts are online. */
    interface HasPresence extends Session {
        /** Those who are not offline, in full. */
        Listed<Person> online();
    }

    /** A network that keeps a contact list. */
    interface HasRoster extends Session {
        /** The whole list, all pages. */
        Listed<String> contacts();
    }

    /** A list asked for. */
    sealed interface Listed<T> {
        /** All of it. */
        record All<T>(List<T> items) implements Listed<T> {}

        /** The network no longer knows the session. */
        record SignedOut<T>() implements Listed<T> {}

        /** Not to be had now; never half a list. */
        record Failed<T>(String reason) implements Listed<T> {}

        /** The network answered that it will not give it, with this number. */
        record Refused<T>(int code) implements Listed<T> {}

        /** An answer that is none. */
        record Unreadable<T>(byte[] answer, String reason) implements Listed<T> {}
    }
}
