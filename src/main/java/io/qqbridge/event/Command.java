package io.qqbridge.event;

import java.util.Locale;

/** What somebody asks an account to do. {@link CommandJson} reads them from the command topic. */
public sealed interface Command {

    /** The word for it in {@code command}: {@code send-message}. */
    String word();

    /** Whether the contact list may be another after it. */
    default boolean changesContacts() {
        return switch (this) {
            case AddContact c -> true;
            case AnswerRequest c -> c.answer() == AnswerRequest.Answer.ACCEPT;
            case RemoveContact c -> true;
            case SendMessage c -> false;
            case ChangeState c -> false;
            case GetProfile c -> false;
            case ListContacts c -> false;
            case QueryPresence c -> false;
            case Search c -> false;
            case Login c -> false;
            case Logout c -> false;
        };
    }

    /** Whether it only asks, so that asking twice changes nothing. */
    default boolean isQuestion() {
        return switch (this) {
            case GetProfile c -> true;
            case ListContacts c -> true;
            case QueryPresence c -> true;
            case Search c -> true;
            case SendMessage c -> false;
            case AddContact c -> false;
            case AnswerRequest c -> false;
            case RemoveContact c -> false;
            case ChangeState c -> false;
            case Login c -> false;
            case Logout c -> false;
        };
    }

    /** Says something to a contact. */
    record SendMessage(String to, String text) implements Command {
        @Override
        public String word() {
            return "send-message";
        }

        /** Without the text, which no log may show. */
        @Override
        public String toString() {
            return "SendMessage[to " + to + ", " + text.length() + " characters]";
        }
    }

    /** Asks the network to add a contact. */
    record AddContact(String contact) implements Command {
        @Override
        public String word() {
            return "add-contact";
        }
    }

    /** Answers a request to be a contact, or makes one where consent is needed. */
    record AnswerRequest(String contact, Answer answer, String words) implements Command {
        /** What to answer. */
        public enum Answer {
            ACCEPT,
            REFUSE,
            /** Ask to be added, after {@link AddContact} told that consent is needed. */
            ASK;

            /** The word in JSON. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String word() {
            return "answer-request";
        }

        /** Without the words, which no log may show. */
        @Override
        public String toString() {
            return "AnswerRequest[contact %s, %s, %d characters]"
                    .formatted(contact, answer, words.length());
        }
    }

    /** Removes a contact from the list. */
    record RemoveContact(String contact) implements Command {
        @Override
        public String word() {
            return "remove-contact";
        }
    }

    /** Changes the account's own state. */
    record ChangeState(State state) implements Command {
        @Override
        public String word() {
            return "change-state";
        }
    }

    /** Asks for somebody's profile. */
    record GetProfile(String contact, Detail detail) implements Command {
        /** How much of it. */
        public enum Detail {
            SHORT,
            NORMAL,
            FULL;

            /** The word in JSON. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String word() {
            return "get-profile";
        }
    }

    /** Asks for the whole contact list. */
    record ListContacts() implements Command {
        @Override
        public String word() {
            return "list-contacts";
        }
    }

    /** Asks which contacts are online, and how. */
    record QueryPresence() implements Command {
        @Override
        public String word() {
            return "query-presence";
        }
    }

    /** Searches for people; the fields are the network's own, empty where they do not matter. */
    record Search(String age, String sex, String province) implements Command {
        @Override
        public String word() {
            return "search";
        }
    }

    /** Logs in: after a logout, a refusal, a takeover or a challenge. */
    record Login() implements Command {
        @Override
        public String word() {
            return "login";
        }
    }

    /** Logs out and stays so until a login. */
    record Logout() implements Command {
        @Override
        public String word() {
            return "logout";
        }
    }
}
