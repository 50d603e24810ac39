package io.qqbridge.protocol;

import io.qqbridge.protocol.Request.Command;

/** Makes a request of a line's fields. */
final class RequestReader {
    private RequestReader() {}

    static Request read(Fields fields) {
        String version = fields.word("VER");
        Cmd cmd = Cmd.find(fields.word("CMD"));
        if (cmd == null) {
            throw new Wrong("CMD is none of the known commands");
        }
        return new Request(
                version, fields.wordOr("SEQ", ""), fields.wordOr("UIN", ""), command(cmd, fields));
    }

    private static Command command(Cmd cmd, Fields fields) {
        return switch (cmd) {
            case LOGIN -> new Command.Login(fields.word("PS"), fields.wordOr("LC", ""));
            case LIST -> new Command.ListContacts(fields.number("TN"), fields.word("UN"));
            case QUERY_STAT -> new Command.QueryStat(fields.number("TN"), fields.word("UN"));
            case GET_INFO -> new Command.GetInfo(fields.number("LV"), fields.word("UN"));
            case ADD_TO_LIST -> new Command.AddToList(fields.word("UN"));
            case ACK_ADD_TO_LIST ->
                    new Command.AckAddToList(
                            fields.word("UN"), fields.number("CD"), fields.textOr("RS", ""));
            case DEL_FROM_LIST -> new Command.DelFromList(fields.word("UN"));
            case CHANGE_STAT -> new Command.ChangeStat(fields.number("ST"));
            case GET_MSG_EX -> new Command.GetMsgEx();
            case CLT_MSG -> new Command.CltMsg(fields.word("UN"), fields.text("MG"));
            case FINGER ->
                    new Command.Finger(
                            fields.wordOr("AG", ""),
                            fields.wordOr("SX", ""),
                            fields.textOr("PV", ""));
            case LOGOUT -> new Command.Logout();
            case VERIFY_CODE -> new Command.VerifyCode(fields.text("VC"));
        };
    }
}
