package io.qqbridge.protocol;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

import java.util.List;

/** Texts, requests and answers of every kind, hostile texts among them. */
class Texts extends DomainContextBase {
    private static final Arbitrary<Integer> NUMBERS = Arbitraries.integers();
    private static final Arbitrary<Boolean> LAST = Arbitraries.of(true, false);

    @Provide
    static Arbitrary<String> text() {
        Arbitrary<String> any =
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .map(Character::toString)
                        .list()
                        .ofMaxSize(20)
                        .map(all -> String.join("", all));
        Arbitrary<String> hostile =
                Arbitraries.of(
                                "%",
                                "&",
                                ",",
                                "=",
                                "\r",
                                "\n",
                                "\0",
                                " ",
                                "%2c",
                                "%252c",
                                "%26",
                                "25",
                                "%e4%bd",
                                "%a0",
                                "2c",
                                "&CMD=Logout",
                                "&RES=20",
                                "MN=0",
                                "你",
                                "😀",
                                "x",
                                "\ufffd",
                                "\u00e4")
                        .list()
                        .ofMaxSize(12)
                        .map(all -> String.join("", all));
        return Arbitraries.oneOf(any, hostile).withoutEdgeCases();
    }

    /** A word has no blanks round it, and may be hostile nevertheless. */
    static Arbitrary<String> word() {
        return text().map(text -> "w" + text + "w");
    }

    @Provide
    static Arbitrary<Request> request() {
        return Combinators.combine(word(), word(), word(), command()).as(Request::new);
    }

    static Arbitrary<Command> command() {
        return Arbitraries.oneOf(
                Combinators.combine(word(), word()).as(Command.Login::new),
                Combinators.combine(NUMBERS, word()).as(Command.ListContacts::new),
                Combinators.combine(NUMBERS, word()).as(Command.QueryStat::new),
                Combinators.combine(NUMBERS, word()).as(Command.GetInfo::new),
                word().map(Command.AddToList::new),
                Combinators.combine(word(), NUMBERS, text()).as(Command.AckAddToList::new),
                word().map(Command.DelFromList::new),
                NUMBERS.map(Command.ChangeStat::new),
                Arbitraries.just(new Command.GetMsgEx()),
                Combinators.combine(word(), text()).as(Command.CltMsg::new),
                Combinators.combine(word(), word(), text()).as(Command.Finger::new),
                Arbitraries.just(new Command.Logout()),
                text().map(Command.VerifyCode::new));
    }

    @Provide
    static Arbitrary<Answer> answer() {
        return Arbitraries.oneOf(
                answer(Cmd.LOGIN, Combinators.combine(NUMBERS, NUMBERS).as(Reply.LoggedIn::new)),
                answer(Cmd.LOGIN, text().map(Reply.LoginRefused::new)),
                answer(Cmd.LIST, Combinators.combine(LAST, list(word())).as(Reply.Contacts::new)),
                answer(
                        Cmd.QUERY_STAT,
                        Combinators.combine(
                                        LAST, Arbitraries.oneOf(list(online()), list(nameless())))
                                .as(Reply.OnlineContacts::new)),
                answer(Cmd.GET_INFO, profile()),
                answer(
                        Cmd.ADD_TO_LIST,
                        Combinators.combine(NUMBERS, word()).as(Reply.AddResult::new)),
                answer(Cmd.GET_MSG_EX, list(message()).map(Reply.Messages::new)),
                answer(Cmd.FINGER, Combinators.combine(LAST, list(person())).as(Reply.People::new)),
                answer(Cmd.VERIFY_CODE, word().map(Reply.Challenge::new)),
                envelope(
                        Arbitraries.of(
                                Cmd.ACK_ADD_TO_LIST,
                                Cmd.DEL_FROM_LIST,
                                Cmd.CHANGE_STAT,
                                Cmd.CLT_MSG,
                                Cmd.LOGOUT,
                                Cmd.VERIFY_CODE),
                        Arbitraries.just(new Reply.Done())),
                envelope(Arbitraries.of(Cmd.class), Arbitraries.just(new Reply.NotLoggedIn())),
                envelope(
                        Arbitraries.of(Cmd.class),
                        NUMBERS.filter(res -> res != 0 && res != 20).map(Reply.Failed::new)),
                Arbitraries.just(Answer.unknownVersion()));
    }

    static Arbitrary<Reply.Profile> profile() {
        return Arbitraries.maps(Arbitraries.of(ProfileField.class), word()).map(Reply.Profile::new);
    }

    static Arbitrary<Message> message() {
        return Combinators.combine(NUMBERS, word(), text()).as(Message::new);
    }

    private static Arbitrary<OnlineContact> online() {
        return Combinators.combine(word(), NUMBERS, NUMBERS, text()).as(OnlineContact::new);
    }

    private static Arbitrary<OnlineContact> nameless() {
        return Combinators.combine(word(), NUMBERS, NUMBERS)
                .as((uin, state, avatar) -> new OnlineContact(uin, state, avatar, null));
    }

    private static Arbitrary<Person> person() {
        return Combinators.combine(word(), NUMBERS, text()).as(Person::new);
    }

    private static <T> Arbitrary<List<T>> list(Arbitrary<T> things) {
        return things.list().ofMaxSize(5);
    }

    private static Arbitrary<Answer> answer(Cmd cmd, Arbitrary<? extends Reply> reply) {
        return envelope(Arbitraries.just(cmd), reply);
    }

    private static Arbitrary<Answer> envelope(
            Arbitrary<Cmd> cmd, Arbitrary<? extends Reply> reply) {
        return Combinators.combine(word(), cmd, word(), word(), reply)
                .as(
                        (version, command, seq, uin, said) ->
                                new Answer(version, command.inAnswer(), seq, uin, said));
    }
}
