package io.qqbridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The commands' names. The two spellings of a command differ in case alone [S], so a name is always
 * matched without case.
 */
public enum Cmd {
    LOGIN("Login", "Login"),
    LIST("List", "LIST"),
    QUERY_STAT("Query_Stat", "QUERY_STAT"),
    GET_INFO("GetInfo", "GETINFO"),
    ADD_TO_LIST("AddToList", "AddToList"),
    ACK_ADD_TO_LIST("Ack_AddToList", "Ack_AddToList"),
    DEL_FROM_LIST("DelFromList", "DelFromList"),
    CHANGE_STAT("Change_Stat", "Change_Stat"),
    GET_MSG_EX("GetMsgEx", "GETMSGEX"),
    CLT_MSG("CLTMSG", "CLTMSG"),
    FINGER("Finger", "FINGER"),
    LOGOUT("Logout", "LOGOUT"),
    VERIFY_CODE("VERIFYCODE", "VERIFYCODE");

    private static final Cmd[] ALL = values();

    private final String inRequest;
    private final String inAnswer;

    Cmd(String inRequest, String inAnswer) {
        this.inRequest = inRequest;
        this.inAnswer = inAnswer;
    }

    /** The name as a request spells it [S]. */
    public String inRequest() {
        return inRequest;
    }

    /** The name as an answer spells it [S]; {@code FINGER} is our guess [D]. */
    public String inAnswer() {
        return inAnswer;
    }

    /** The command of that name in any case, or null if there is none. */
    public static @Nullable Cmd find(String word) {
        for (Cmd cmd : ALL) {
            if (cmd.inRequest.equalsIgnoreCase(word)) {
                return cmd;
            }
        }
        return null;
    }
}
