package io.qqbridge.protocol;

/**
 * One request line.
 *
 * @param version {@code VER}: {@code 1.0} or {@code 1.1} [S], up to {@code 1.4} [C]; not checked
 * @param seq {@code SEQ}: the client's mark against sending twice [S]; may be empty, and is where
 *     the line has none
 * @param uin {@code UIN} of the account that asks; empty where the line has none
 * @param command what it asks
 */
public record Request(String version, String seq, String uin, Command command) {
    /** Reads a line, whatever bytes it is made of. */
    public static Decoded<Request> decode(byte[] line) {
        return Fields.read(line, RequestReader::read);
    }

    /**
     * The line, without a line end: {@code VER}, {@code CMD}, {@code SEQ}, {@code UIN}, then the
     * command's own fields in the order of the published examples.
     *
     * @throws IllegalArgumentException if a text has a surrogate without its partner
     */
    public byte[] encode() {
        return RequestWriter.write(this);
    }

    /** What is asked of the gateway. */
    public sealed interface Command {
        /** The command's name. */
        Cmd cmd();

        /**
         * Starts the account's session, and ends the one it may have elsewhere [C].
         *
         * @param passwordMd5 {@code PS}: MD5 of the password's bytes in UTF-8, in lower-case hex
         *     [S]; as good as the password, so {@link #toString} leaves it out
         * @param clientMark {@code LC}: what the client calls itself [S]; empty where the line has
         *     none
         */
        record Login(String passwordMd5, String clientMark) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.LOGIN;
            }

            @Override
            public String toString() {
                return "Login[passwordMd5=(hidden), clientMark=" + clientMark + "]";
            }
        }

        /**
         * Asks for a page of the contact list.
         *
         * @param most {@code TN}: at most so many [S]
         * @param after {@code UN}: the last contact of the page before, or {@code 0} [S][C]
         */
        record ListContacts(int most, String after) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.LIST;
            }
        }

        /**
         * Asks for a page of the contacts that are online.
         *
         * @param most {@code TN}: at most so many [S]
         * @param after {@code UN}: the last contact of the page before, or {@code 0} [S][C]
         */
        record QueryStat(int most, String after) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.QUERY_STAT;
            }
        }

        /**
         * Asks for somebody's profile.
         *
         * @param level {@code LV}: 1 short, 2 normal, 3 detailed [C]
         * @param contact {@code UN}
         */
        record GetInfo(int level, String contact) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.GET_INFO;
            }
        }

        /**
         * Asks to have somebody as a contact.
         *
         * @param contact {@code UN}
         */
        record AddToList(String contact) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.ADD_TO_LIST;
            }
        }

        /**
         * Says yes, no or please to a contact.
         *
         * @param contact {@code UN}
         * @param answer {@code CD}: 0 accept, 1 refuse, 2 ask to be added [S]
         * @param words {@code RS}: the reason [S]; empty where the line has none
         */
        record AckAddToList(String contact, int answer, String words) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.ACK_ADD_TO_LIST;
            }
        }

        /**
         * Takes somebody off the contact list.
         *
         * @param contact {@code UN}
         */
        record DelFromList(String contact) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.DEL_FROM_LIST;
            }
        }

        /**
         * Changes the account's own state.
         *
         * @param state {@code ST}, a number as in {@link OnlineContact#state}
         */
        record ChangeStat(int state) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.CHANGE_STAT;
            }
        }

        /** Fetches what came in, which empties the queue at the gateway. */
        record GetMsgEx() implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.GET_MSG_EX;
            }
        }

        /**
         * Sends a message.
         *
         * @param to {@code UN}
         * @param text {@code MG}
         */
        record CltMsg(String to, String text) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.CLT_MSG;
            }
        }

        /**
         * Searches for people. What the line does not say is empty.
         *
         * @param age {@code AG}
         * @param sex {@code SX}
         * @param province {@code PV}
         */
        record Finger(String age, String sex, String province) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.FINGER;
            }
        }

        /** Ends the account's session. */
        record Logout() implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.LOGOUT;
            }
        }

        /**
         * Answers a {@link Answer.Reply.Challenge}; {@code SC=2} comes with it [C].
         *
         * @param text {@code VC}: what the picture says
         */
        record VerifyCode(String text) implements Command {
            @Override
            public Cmd cmd() {
                return Cmd.VERIFY_CODE;
            }
        }
    }
}
