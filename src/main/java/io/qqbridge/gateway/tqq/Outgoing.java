package io.qqbridge.gateway.tqq;

import io.qqbridge.event.Command;
import io.qqbridge.event.Command.AnswerRequest;
import io.qqbridge.event.Command.GetProfile;
import io.qqbridge.protocol.Request;

/** Turns a command into the wire's request, or says why this network has none for it. */
final class Outgoing {
    private static final int LONGEST_UIN = 20;

    private final Dialect dialect;

    Outgoing(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A request to send, a list that takes several, or a refusal. */
    sealed interface Translated {
        record Single(Request.Command request) implements Translated {}

        record WholeList(Command command) implements Translated {}

        record Impossible(String reason) implements Translated {}
    }

    Translated translate(Command command) {
        return switch (command) {
            case Command.SendMessage c -> to(c.to(), new Request.Command.CltMsg(c.to(), c.text()));
            case Command.AddContact c ->
                    to(c.contact(), new Request.Command.AddToList(c.contact()));
            case AnswerRequest c ->
                    to(
                            c.contact(),
                            new Request.Command.AckAddToList(
                                    c.contact(), code(c.answer()), c.words()));
            case Command.RemoveContact c ->
                    to(c.contact(), new Request.Command.DelFromList(c.contact()));
            case GetProfile c ->
                    to(c.contact(), new Request.Command.GetInfo(level(c.detail()), c.contact()));
            case Command.ChangeState c ->
                    dialect.number(c.state())
                            .<Translated>map(
                                    number ->
                                            new Translated.Single(
                                                    new Request.Command.ChangeStat(number)))
                            .orElseGet(
                                    () ->
                                            new Translated.Impossible(
                                                    "state %s does not exist in protocol version %s"
                                                            .formatted(
                                                                    c.state(), dialect.version())));
            case Command.Search c ->
                    new Translated.Single(
                            new Request.Command.Finger(c.age(), c.sex(), c.province()));
            case Command.ListContacts c -> new Translated.WholeList(c);
            case Command.QueryPresence c -> new Translated.WholeList(c);
            case Command.Login c -> new Translated.Impossible("login is not the network's affair");
            case Command.Logout c ->
                    new Translated.Impossible("logout is not the network's affair");
        };
    }

    private static Translated to(String contact, Request.Command request) {
        return isUin(contact)
                ? new Translated.Single(request)
                : new Translated.Impossible("a contact here is a QQ number, digits only");
    }

    private static boolean isUin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_UIN;
    }

    /** {@code CD}: 0 accept, 1 refuse, 2 ask to be added [S]. */
    private static int code(AnswerRequest.Answer answer) {
        return switch (answer) {
            case ACCEPT -> 0;
            case REFUSE -> 1;
            case ASK -> 2;
        };
    }

    /** {@code LV}: 1 short, 2 normal, 3 detailed [C]. */
    private static int level(GetProfile.Detail detail) {
        return switch (detail) {
            case SHORT -> 1;
            case NORMAL -> 2;
            case FULL -> 3;
        };
    }
}
