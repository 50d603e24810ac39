package io.qqbridge.protocol;

import io.qqbridge.protocol.Answer.Reply;

import java.util.EnumMap;
import java.util.Map;

/** Makes an answer of a line's fields. */
final class AnswerReader {
    private AnswerReader() {}

    static Answer read(Fields fields) {
        if (fields.isOnly(Answer.NULL)) {
            return Answer.unknownVersion();
        }
        String version = fields.word("VER");
        String word = fields.word("CMD");
        Cmd cmd = Cmd.find(word);
        if (cmd == null) {
            throw new Wrong("CMD is none of the known commands");
        }
        int res = fields.number("RES");
        Reply reply =
                switch (res) {
                    case 0 -> success(cmd, fields);
                    case Answer.NOT_LOGGED_IN -> new Reply.NotLoggedIn();
                    default -> new Reply.Failed(res);
                };
        return new Answer(version, word, fields.wordOr("SEQ", ""), fields.wordOr("UIN", ""), reply);
    }

    private static Reply success(Cmd cmd, Fields fields) {
        return switch (cmd) {
            case LOGIN -> login(fields);
            case LIST -> contacts(fields);
            case QUERY_STAT -> onlineContacts(fields);
            case GET_INFO -> profile(fields);
            case ADD_TO_LIST -> new Reply.AddResult(fields.number("CD"), fields.word("UN"));
            case GET_MSG_EX -> messages(fields);
            case FINGER -> people(fields);
            case VERIFY_CODE -> verified(fields);
            case ACK_ADD_TO_LIST, DEL_FROM_LIST, CHANGE_STAT, CLT_MSG, LOGOUT -> new Reply.Done();
        };
    }

    private static Reply login(Fields fields) {
        return fields.number("RS") == 0
                ? new Reply.LoggedIn(fields.numberOr("HI", 60), fields.numberOr("LI", 300))
                : new Reply.LoginRefused(fields.textOr("RA", ""));
    }

    /** A right answer to a challenge is the login that it was in the way of [D]. */
    private static Reply verified(Fields fields) {
        if (fields.has("VC")) {
            return new Reply.Challenge(fields.word("VC"));
        }
        return fields.has("RS") ? login(fields) : new Reply.Done();
    }

    private static Reply contacts(Fields fields) {
        boolean last = isLast(fields);
        int count = fields.count("SN");
        Items uins = fields.words("UN", count);
        return new Reply.Contacts(last, Items.collect(count, uins::word));
    }

    private static Reply onlineContacts(Fields fields) {
        boolean last = isLast(fields);
        int count = fields.count("SN");
        Items uins = fields.words("UN", count);
        Items states = fields.words("ST", count);
        Items avatars = fields.words("FC", count);
        Items names = fields.has("NK") ? fields.texts("NK", count) : null;
        return new Reply.OnlineContacts(
                last,
                Items.collect(
                        count,
                        () ->
                                new OnlineContact(
                                        uins.word(),
                                        states.number(),
                                        avatars.number(),
                                        names == null ? null : names.text())));
    }

    private static Reply people(Fields fields) {
        boolean last = isLast(fields);
        int count = fields.count("SN");
        Items uins = fields.words("UN", count);
        Items avatars = fields.words("FC", count);
        Items names = fields.has("NK") ? fields.texts("NK", count) : null;
        return new Reply.People(
                last,
                Items.collect(
                        count,
                        () ->
                                new Person(
                                        uins.word(),
                                        avatars.number(),
                                        names == null ? null : names.text())));
    }

    private static Reply profile(Fields fields) {
        Map<ProfileField, String> found = new EnumMap<>(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            String name = field.wire();
            if (fields.has(name)) {
                found.put(
                        field,
                        field.isText() ? Escapes.decodeTwice(fields.raw(name)) : fields.word(name));
            }
        }
        return new Reply.Profile(found);
    }

    private static Reply messages(Fields fields) {
        int count = fields.count("MN");
        Items types = fields.words("MT", count);
        Items senders = fields.words("UN", count);
        Items texts = fields.texts("MG", count);
        return new Reply.Messages(
                Items.collect(
                        count, () -> new Message(types.number(), senders.word(), texts.text())));
    }

    private static boolean isLast(Fields fields) {
        return fields.number("FN") == 1;
    }
}
