package io.qqbridge.protocol;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One answer line. {@code RES}, the result code, shows in the kind of the reply.
 *
 * @param version {@code VER}, {@code 1.1} whatever the request had [S]
 * @param cmd {@code CMD} as the wire spells it; {@link Cmd#find} tells which command it is
 * @param seq {@code SEQ}, the request's, or {@code -1} [S]; empty where the line has none [D]
 * @param uin {@code UIN} of the account that asked; empty where the line has none [S]
 * @param reply what the gateway says
 */
public record Answer(String version, String cmd, String seq, String uin, Reply reply) {
    /** The result code of {@link Reply.NotLoggedIn} [C]. */
    static final int NOT_LOGGED_IN = 20;

    /** The whole line of {@link Reply.UnknownVersion} [C]. */
    static final String NULL = "NULL";

    /** Reads a line, whatever bytes it is made of. */
    public static Decoded<Answer> decode(byte[] line) {
        return Fields.read(line, AnswerReader::read);
    }

    /** The answer of a gateway that does not know the request's version. */
    public static Answer unknownVersion() {
        return new Answer("", "", "", "", new Reply.UnknownVersion());
    }

    /**
     * The line, without a line end, its fields in the order of the published examples.
     *
     * @throws IllegalArgumentException if a text has a surrogate without its partner
     */
    public byte[] encode() {
        return AnswerWriter.write(this);
    }

    /** What the gateway says. All but the refusals come with {@code RES=0}. */
    public sealed interface Reply {
        /**
         * The account is logged in: {@code RS=0} [S].
         *
         * @param signOfLifeSeconds {@code HI}: how often the client should ask for something [D];
         *     60 where the line does not say
         * @param silenceLimitSeconds {@code LI}: after how much silence the gateway drops the
         *     session [D]; 300 where the line does not say
         */
        record LoggedIn(int signOfLifeSeconds, int silenceLimitSeconds) implements Reply {}

        /**
         * The account is not let in: {@code RES=0} and any {@code RS} other than 0 [S].
         *
         * @param reason {@code RA}, for people to read; empty where the line does not say
         */
        record LoginRefused(String reason) implements Reply {}

        /** {@code RES=20}: never was, timed out, or logged in somewhere else [C]. */
        record NotLoggedIn() implements Reply {}

        /**
         * The command failed.
         *
         * @param res {@code RES}; neither 0 nor 20, which are other replies
         */
        record Failed(int res) implements Reply {
            /**
             * Refuses the codes that have replies of their own.
             *
             * @throws IllegalArgumentException if the code is 0 or 20
             */
            public Failed {
                if (res == 0 || res == NOT_LOGGED_IN) {
                    throw new IllegalArgumentException("RES=" + res + " is another reply");
                }
            }
        }

        /**
         * A page of the contact list [S].
         *
         * @param last {@code FN=1}; if not, the next page starts after the last contact here [C]
         * @param contacts {@code UN}: their UINs
         */
        record Contacts(boolean last, List<String> contacts) implements Reply {
            public Contacts {
                contacts = List.copyOf(contacts);
            }
        }

        /**
         * A page of the contacts that are online [S].
         *
         * <p>The line has nicknames if one of them has: the others' are then empty, not null.
         *
         * @param last as in {@link Contacts}
         */
        record OnlineContacts(boolean last, List<OnlineContact> contacts) implements Reply {
            public OnlineContacts {
                contacts = List.copyOf(contacts);
            }
        }

        /**
         * What somebody says about themselves [S].
         *
         * @param fields unmodifiable, and in the order of {@link ProfileField}, which is the wire's
         */
        record Profile(Map<ProfileField, String> fields) implements Reply {
            public Profile {
                EnumMap<ProfileField, String> copy = new EnumMap<>(ProfileField.class);
                copy.putAll(fields);
                fields = Collections.unmodifiableMap(copy);
            }
        }

        /**
         * What came of {@code AddToList} [S].
         *
         * @param consent {@code CD}: 0 added at once, 1 the other has to consent, 3 refuses
         *     everybody
         * @param contact {@code UN}
         */
        record AddResult(int consent, String contact) implements Reply {}

        /** Done, and there is nothing more to say. */
        record Done() implements Reply {}

        /**
         * What came in since the last time; the gateway has forgotten it now [S].
         *
         * @param messages in the order they came; empty if there are none
         */
        record Messages(List<Message> messages) implements Reply {
            public Messages {
                messages = List.copyOf(messages);
            }
        }

        /**
         * A page of the people whom {@code Finger} found. Not documented: as {@link
         * OnlineContacts}, without {@code ST} [D].
         *
         * @param last as in {@link Contacts}
         */
        record People(boolean last, List<Person> people) implements Reply {
            public People {
                people = List.copyOf(people);
            }
        }

        /**
         * A person has to read a picture before the account is let in [C]. A {@code VERIFYCODE}
         * answer without a picture is {@link Done} [D].
         *
         * @param pictureHex {@code VC}: the picture's bytes in hex, unchecked
         */
        record Challenge(String pictureHex) implements Reply {}

        /**
         * The gateway does not know the request's version: the line is {@code NULL} and has no
         * envelope [C].
         */
        record UnknownVersion() implements Reply {}
    }
}
