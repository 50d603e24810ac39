package io.qqbridge.protocol;

import io.qqbridge.protocol.Request.Command;

/** Makes a line of a request. */
final class RequestWriter {
    private RequestWriter() {}

    static byte[] write(Request request) {
        Line line =
                new Line()
                        .text("VER", request.version())
                        .text("CMD", request.command().cmd().inRequest())
                        .text("SEQ", request.seq())
                        .text("UIN", request.uin());
        return command(line, request.command()).bytes();
    }

    private static Line command(Line line, Command command) {
        return switch (command) {
            case Command.Login(String passwordMd5, String clientMark) ->
                    line.text("PS", passwordMd5).number("M5", 1).text("LC", clientMark);
            case Command.ListContacts(int most, String after) ->
                    line.number("TN", most).text("UN", after);
            case Command.QueryStat(int most, String after) ->
                    line.number("TN", most).text("UN", after);
            case Command.GetInfo(int level, String contact) ->
                    line.number("LV", level).text("UN", contact);
            case Command.AddToList(String contact) -> line.text("UN", contact);
            case Command.AckAddToList(String contact, int answer, String words) ->
                    line.text("UN", contact).number("CD", answer).text("RS", words);
            case Command.DelFromList(String contact) -> line.text("UN", contact);
            case Command.ChangeStat(int state) -> line.number("ST", state);
            case Command.CltMsg(String to, String text) -> line.text("UN", to).text("MG", text);
            case Command.Finger(String age, String sex, String province) ->
                    line.text("AG", age).text("SX", sex).text("PV", province);
            case Command.VerifyCode(String text) -> line.number("SC", 2).text("VC", text);
            case Command.GetMsgEx() -> line;
            case Command.Logout() -> line;
        };
    }
}
