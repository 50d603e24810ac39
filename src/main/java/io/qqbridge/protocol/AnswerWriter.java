package io.qqbridge.protocol;

import io.qqbridge.protocol.Answer.Reply;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Makes a line of an answer, in the order of the published examples: old clients cut by it [C]. */
final class AnswerWriter {
    private AnswerWriter() {}

    static byte[] write(Answer answer) {
        return switch (answer.reply()) {
            case Reply.UnknownVersion() -> Answer.NULL.getBytes(StandardCharsets.UTF_8);
            case Reply.NotLoggedIn() -> envelope(answer, Answer.NOT_LOGGED_IN).bytes();
            case Reply.Failed(int res) -> envelope(answer, res).bytes();
            case Reply.Done() -> envelope(answer, 0).bytes();
            case Reply.LoggedIn(int signOfLife, int silenceLimit) ->
                    envelope(answer, 0)
                            .number("RS", 0)
                            .number("HI", signOfLife)
                            .number("LI", silenceLimit)
                            .bytes();
            case Reply.LoginRefused(String reason) ->
                    envelope(answer, 0).number("RS", 1).text("RA", reason).bytes();
            case Reply.Contacts(boolean last, List<String> contacts) ->
                    page(envelope(answer, 0), last, contacts.size())
                            .list("UN", contacts, Function.identity())
                            .bytes();
            case Reply.OnlineContacts online -> onlineContacts(envelope(answer, 0), online);
            case Reply.People people -> people(envelope(answer, 0), people);
            case Reply.Profile profile -> profile(envelope(answer, 0), profile);
            case Reply.AddResult(int consent, String contact) ->
                    envelope(answer, 0).number("CD", consent).text("UN", contact).bytes();
            case Reply.Messages(List<Message> messages) -> messages(envelope(answer, 0), messages);
            case Reply.Challenge(String picture) -> envelope(answer, 0).text("VC", picture).bytes();
        };
    }

    private static Line envelope(Answer answer, int res) {
        return new Line()
                .text("VER", answer.version())
                .text("CMD", answer.cmd())
                .text("SEQ", answer.seq())
                .text("UIN", answer.uin())
                .number("RES", res);
    }

    private static Line page(Line line, boolean last, int size) {
        return line.number("FN", last ? 1 : 0).number("SN", size);
    }

    private static byte[] onlineContacts(Line line, Reply.OnlineContacts online) {
        List<OnlineContact> contacts = online.contacts();
        line.list("FC", contacts, contact -> Integer.toString(contact.avatar()));
        page(line, online.last(), contacts.size())
                .list("ST", contacts, contact -> Integer.toString(contact.state()))
                .list("UN", contacts, OnlineContact::uin);
        return nicknames(line, contacts, OnlineContact::nickname).bytes();
    }

    private static byte[] people(Line line, Reply.People found) {
        List<Person> people = found.people();
        line.list("FC", people, person -> Integer.toString(person.avatar()));
        page(line, found.last(), people.size()).list("UN", people, Person::uin);
        return nicknames(line, people, Person::nickname).bytes();
    }

    private static <T> Line nicknames(
            Line line, List<T> people, Function<T, @Nullable String> nickname) {
        return people.stream().map(nickname).allMatch(Objects::isNull)
                ? line
                : line.list(
                        "NK", people, one -> Objects.requireNonNullElse(nickname.apply(one), ""));
    }

    private static byte[] profile(Line line, Reply.Profile profile) {
        profile.fields()
                .forEach(
                        (field, value) ->
                                line.raw(
                                        field.wire(),
                                        field.isText()
                                                ? Escapes.encodeTwice(value)
                                                : Escapes.encode(value)));
        return line.bytes();
    }

    private static byte[] messages(Line line, List<Message> messages) {
        line.number("MN", messages.size());
        if (!messages.isEmpty()) {
            line.list("MT", messages, message -> Integer.toString(message.type()))
                    .list("UN", messages, Message::from)
                    .list("MG", messages, Message::text);
        }
        return line.bytes();
    }
}
