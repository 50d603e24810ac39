package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

class VectorsTest {
    /** Lines that say what others say in the usual way: a '&' at the end, hex in upper case… */
    private static final Set<String> NOT_CANONICAL =
            Set.of(
                    "login-ok-extra-field",
                    "ack-add-to-list-answer",
                    "del-from-list-answer",
                    "change-stat-answer",
                    "get-msg-ex-answer",
                    "get-msg-ex-escapes");

    private static final Map<String, Object> MEANINGS =
            Map.ofEntries(
                    request(
                            "login",
                            "1.1",
                            "11281",
                            "29501213",
                            new Command.Login(
                                    "e10adc3949ba59abbe56e057f20f883e", "9326B87B234E7235")),
                    answer("login-ok", "Login", "11281", "29501213", new Reply.LoggedIn(60, 300)),
                    answer(
                            "login-ok-extra-field",
                            "Login",
                            "17923",
                            "29501213",
                            new Reply.LoggedIn(60, 300)),
                    answer(
                            "login-refused",
                            "Login",
                            "11422",
                            "315103947",
                            new Reply.LoginRefused("登录失败")),
                    request("list", "1.1", "43661", "29501213", new Command.ListContacts(160, "0")),
                    answer(
                            "list-answer",
                            "LIST",
                            "43661",
                            "29501213",
                            new Reply.Contacts(true, List.of("561256", "1943497"))),
                    request(
                            "query-stat",
                            "1.0",
                            "12321",
                            "29501213",
                            new Command.QueryStat(50, "0")),
                    answer(
                            "query-stat-answer",
                            "QUERY_STAT",
                            "-1",
                            "29501213",
                            new Reply.OnlineContacts(
                                    true,
                                    List.of(
                                            new OnlineContact("561256", 10, 141, null),
                                            new OnlineContact("1943497", 10, 270, null),
                                            new OnlineContact("24259132", 10, 270, null)))),
                    answer(
                            "query-stat-nicknames",
                            "QUERY_STAT",
                            "7",
                            "29501213",
                            new Reply.OnlineContacts(
                                    true, List.of(new OnlineContact("561256", 30, 141, "微程,程序员")))),
                    request(
                            "get-info",
                            "1.1",
                            "12707",
                            "415103947",
                            new Command.GetInfo(2, "24259132")),
                    answer(
                            "get-info-answer",
                            "GETINFO",
                            "12707",
                            "415103947",
                            new Reply.Profile(
                                    Map.ofEntries(
                                            Map.entry(ProfileField.ADDRESS, "云南昆明"),
                                            Map.entry(ProfileField.AGE, "0"),
                                            Map.entry(ProfileField.MAIL, "who@example.org"),
                                            Map.entry(ProfileField.AVATAR, "270"),
                                            Map.entry(ProfileField.HOME_PAGE, "msger.org(建设中…)"),
                                            Map.entry(ProfileField.OCCUPATION, "程序员"),
                                            Map.entry(ProfileField.LEVEL, "2"),
                                            Map.entry(ProfileField.POST_CODE, "650000"),
                                            Map.entry(ProfileField.PHONE, "0871-6466529"),
                                            Map.entry(
                                                    ProfileField.ABOUT, "网络为媒,关系为本,信息为财,客户为主.\r\n"),
                                            Map.entry(ProfileField.PROVINCE, "云南省"),
                                            Map.entry(ProfileField.REAL_NAME, "刘X"),
                                            Map.entry(ProfileField.SCHOOL, "社会大学"),
                                            Map.entry(ProfileField.SEX, "0"),
                                            Map.entry(ProfileField.UIN, "24259132"),
                                            Map.entry(ProfileField.NICKNAME, "微程")))),
                    request(
                            "add-to-list",
                            "1.1",
                            "13666",
                            "415103947",
                            new Command.AddToList("24259132")),
                    answer(
                            "add-to-list-answer",
                            "AddToList",
                            "13666",
                            "415103947",
                            new Reply.AddResult(0, "24259132")),
                    answer(
                            "ack-add-to-list-answer",
                            "Ack_AddToList",
                            "1130",
                            "415103947",
                            new Reply.Done()),
                    answer(
                            "del-from-list-answer",
                            "DelFromList",
                            "24514",
                            "415103947",
                            new Reply.Done()),
                    answer(
                            "change-stat-answer",
                            "Change_Stat",
                            "17512",
                            "415103947",
                            new Reply.Done()),
                    answer("logout-answer", "LOGOUT", "15803", "415103947", new Reply.Done()),
                    request("get-msg-ex", "1.1", "56661", "29501213", new Command.GetMsgEx()),
                    answer(
                            "get-msg-ex-answer",
                            "GETMSGEX",
                            "56661",
                            "29501213",
                            new Reply.Messages(
                                    List.of(
                                            new Message(Message.SYSTEM, "24259132", "30 "),
                                            new Message(
                                                    Message.USER, "24259132", "asdfasdfasdfasdf "),
                                            new Message(
                                                    Message.USER, "24259132", "asdfasdfasdf ")))),
                    answer(
                            "get-msg-ex-none",
                            "GETMSGEX",
                            "56662",
                            "29501213",
                            new Reply.Messages(List.of())),
                    answer(
                            "get-msg-ex-escapes",
                            "GETMSGEX",
                            "56663",
                            "29501213",
                            new Reply.Messages(
                                    List.of(
                                            new Message(
                                                    Message.USER, "561256", "100% a,b&c=d 1+1=2"),
                                            new Message(Message.ASKED, "1943497", "你好,加我\r\n")))),
                    answer(
                            "not-logged-in",
                            "GETMSGEX",
                            "56664",
                            "29501213",
                            new Reply.NotLoggedIn()),
                    Map.entry("unknown-version", Answer.unknownVersion()),
                    request(
                            "clt-msg",
                            "1.1",
                            "15803",
                            "415103947",
                            new Command.CltMsg("24259132", "你好&CMD=Logout")),
                    answer("clt-msg-answer", "CLTMSG", "15803", "415103947", new Reply.Done()),
                    request("finger", "1.0", "1", "415103947", new Command.Finger("0", "0", "云南省")),
                    Map.entry(
                            "verify-code",
                            new Answer(
                                    "1.4",
                                    "VERIFYCODE",
                                    "131",
                                    "29501213",
                                    new Reply.Challenge("47494638396101000100"))));

    static Stream<Vectors.Vector> vectors() {
        return Vectors.ALL.values().stream();
    }

    static Stream<Vectors.Vector> canonicalVectors() {
        return vectors().filter(vector -> !NOT_CANONICAL.contains(vector.name()));
    }

    @Test
    void everyLineHasAMeaning() {
        assertThat(MEANINGS).containsOnlyKeys(Vectors.ALL.keySet());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aLineMeansWhatThePageSays(Vectors.Vector vector) {
        Object meaning = Objects.requireNonNull(MEANINGS.get(vector.name()));

        assertThat(vector.decode()).isEqualTo(new Decoded.Good<>(meaning));
    }

    @ParameterizedTest
    @MethodSource("canonicalVectors")
    void aCanonicalLineIsWrittenAsItWasRead(Vectors.Vector vector) {
        assertThat(encode(Objects.requireNonNull(MEANINGS.get(vector.name()))))
                .isEqualTo(vector.line());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void anyLineKeepsItsMeaningWhenItIsWrittenAgain(Vectors.Vector vector) {
        Object meaning = Objects.requireNonNull(MEANINGS.get(vector.name()));
        String again = encode(meaning);

        assertThat(new Vectors.Vector("again", vector.request(), again).decode())
                .isEqualTo(new Decoded.Good<>(meaning));
    }

    private static String encode(Object meaning) {
        byte[] line =
                meaning instanceof Request request ? request.encode() : ((Answer) meaning).encode();
        return new String(line, StandardCharsets.UTF_8);
    }

    private static Map.Entry<String, Object> request(
            String name, String version, String seq, String uin, Command command) {
        return Map.entry(name, new Request(version, seq, uin, command));
    }

    private static Map.Entry<String, Object> answer(
            String name, String cmd, String seq, String uin, Reply reply) {
        return Map.entry(name, new Answer("1.1", cmd, seq, uin, reply));
    }
}
