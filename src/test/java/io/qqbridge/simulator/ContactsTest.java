package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.OnlineContact;
import io.qqbridge.protocol.ProfileField;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Contact lists: reading them, and how people get on and off them. */
class ContactsTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theListComesInPagesAndSaysWhichIsTheLast() throws Exception {
        TestClient anna = gateway.loggedIn(0);

        assertThat(anna.say(new Command.ListContacts(2, "0")))
                .isEqualTo(new Reply.Contacts(false, List.of("560000001", "560000002")));
        assertThat(anna.say(new Command.ListContacts(2, "560000002")))
                .isEqualTo(new Reply.Contacts(false, List.of("560000003", "560000004")));
        assertThat(anna.say(new Command.ListContacts(2, "560000004")))
                .isEqualTo(new Reply.Contacts(true, List.of("560000005")));
        assertThat(anna.say(new Command.ListContacts(5, "0")))
                .as("a page that is just full is the last one")
                .isInstanceOfSatisfying(
                        Reply.Contacts.class, page -> assertThat(page.last()).isTrue());
        assertThat(anna.say(new Command.ListContacts(2, "nobody"))).isEqualTo(new Reply.Failed(1));
    }

    @Test
    void whoIsOnlineComesInPagesToo() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.control("POST", "/contacts/560000001/state", "{\"state\": 20}");

        List<OnlineContact> found = new ArrayList<>();
        String after = "0";
        boolean last = false;
        while (!last) {
            var page = (Reply.OnlineContacts) anna.say(new Command.QueryStat(1, after));
            assertThat(page.contacts()).hasSize(1);
            found.addAll(page.contacts());
            after = page.contacts().getLast().uin();
            last = page.last();
        }

        assertThat(found)
                .isEqualTo(
                        ((Reply.OnlineContacts) anna.say(new Command.QueryStat(50, "0")))
                                .contacts())
                .hasSizeGreaterThan(1)
                .noneMatch(contact -> contact.uin().equals("560000001"))
                .allMatch(contact -> contact.state() != 20 && contact.nickname() != null);
    }

    @Test
    void aProfileSaysMoreAtAHigherLevel() throws Exception {
        TestClient anna = gateway.loggedIn(0);

        var normal = (Reply.Profile) anna.say(new Command.GetInfo(2, "560000001"));
        assertThat(normal.fields())
                .containsEntry(ProfileField.UIN, "560000001")
                .containsEntry(ProfileField.ABOUT, "网络为媒,关系为本,信息为财,客户为主.\r\n100% & more")
                .doesNotContainKey(ProfileField.ZODIAC);
        var detailed = (Reply.Profile) anna.say(new Command.GetInfo(3, "10002"));
        assertThat(detailed.fields()).containsKey(ProfileField.ZODIAC);
        assertThat(anna.say(new Command.GetInfo(2, "424242"))).isEqualTo(new Reply.Failed(2));
    }

    @Test
    void peopleAreFoundByTheirProvince() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        var profile = (Reply.Profile) anna.say(new Command.GetInfo(1, "560000007"));
        String province = profile.fields().getOrDefault(ProfileField.PROVINCE, "");

        var found = (Reply.People) anna.say(new Command.Finger("0", "", province));

        assertThat(found.people()).anyMatch(person -> person.uin().equals("560000007"));
        assertThat(anna.say(new Command.Finger("0", "", "Atlantis")))
                .isEqualTo(new Reply.People(true, List.of()));
    }

    @Test
    void anAccountIsAskedAndAccepts() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        TestClient bert = gateway.loggedIn(1);

        assertThat(anna.say(new Command.AddToList(bert.uin)))
                .isEqualTo(new Reply.AddResult(1, bert.uin));
        assertThat(bert.poll()).isEmpty();
        anna.say(new Command.AckAddToList(bert.uin, 2, "我是安娜, hi & so on"));
        assertThat(bert.poll())
                .containsExactly(new Message(Message.ASKED, anna.uin, "我是安娜, hi & so on"));

        assertThat(bert.say(new Command.AckAddToList(anna.uin, 0, ""))).isEqualTo(new Reply.Done());

        assertThat(anna.poll()).containsExactly(new Message(Message.ACCEPTED, bert.uin, ""));
        assertThat(contactsOf(anna)).contains(bert.uin);
        assertThat(contactsOf(bert)).contains(anna.uin);
        assertThat(anna.say(new Command.AddToList(bert.uin)))
                .as("already there")
                .isEqualTo(new Reply.AddResult(0, bert.uin));
    }

    @Test
    void anAccountIsAskedAndRefuses() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        TestClient bert = gateway.loggedIn(1);
        anna.say(new Command.AckAddToList(bert.uin, 2, "please"));

        bert.say(new Command.AckAddToList(anna.uin, 1, "不认识你"));

        assertThat(anna.poll()).containsExactly(new Message(Message.REFUSED, bert.uin, "不认识你"));
        assertThat(contactsOf(anna)).doesNotContain(bert.uin);
        assertThat(bert.say(new Command.AckAddToList(anna.uin, 0, "")))
                .as("the request is settled")
                .isEqualTo(new Reply.Failed(3));
    }

    @Test
    void whoeverAllowsItIsAddedAtOnceAndWhoeverDoesNotNever() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.control("PUT", "/people/10002/adding", "{\"adding\": \"anybody\"}");
        gateway.control("PUT", "/people/10003/adding", "{\"adding\": \"nobody\"}");

        assertThat(anna.say(new Command.AddToList("10002")))
                .isEqualTo(new Reply.AddResult(0, "10002"));
        assertThat(anna.say(new Command.AddToList("10003")))
                .isEqualTo(new Reply.AddResult(3, "10003"));
        assertThat(anna.say(new Command.AckAddToList("10003", 2, "please!")))
                .isEqualTo(new Reply.Failed(4));
        assertThat(anna.say(new Command.AddToList(anna.uin))).isEqualTo(new Reply.Failed(1));
        assertThat(anna.say(new Command.AddToList("424242"))).isEqualTo(new Reply.Failed(2));
        assertThat(contactsOf(anna)).contains("10002").doesNotContain("10003");
    }

    @Test
    void aSimulatedContactTakesWhoeverIntroducesThemselves() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        String stranger = "560000008"; // its number ends so that it wants to consent

        assertThat(anna.say(new Command.AddToList(stranger)))
                .isEqualTo(new Reply.AddResult(1, stranger));
        anna.say(new Command.AckAddToList(stranger, 2, ""));
        anna.say(new Command.AckAddToList(stranger, 2, "我是安娜"));

        assertThat(anna.poll())
                .extracting(Message::type)
                .containsExactly(Message.REFUSED, Message.ACCEPTED);
        assertThat(contactsOf(anna)).contains(stranger);
    }

    @Test
    void whoIsDeletedIsGoneFromBothLists() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        TestClient bert = gateway.loggedIn(1);
        gateway.control("PUT", "/people/10002/adding", "{\"adding\": \"anybody\"}");
        anna.say(new Command.AddToList(bert.uin));

        assertThat(bert.say(new Command.DelFromList(anna.uin))).isEqualTo(new Reply.Done());

        assertThat(contactsOf(anna)).doesNotContain(bert.uin);
        assertThat(contactsOf(bert)).doesNotContain(anna.uin);
        assertThat(bert.say(new Command.DelFromList(anna.uin))).isEqualTo(new Reply.Failed(3));
    }

    private static List<String> contactsOf(TestClient client) throws Exception {
        return ((Reply.Contacts) client.say(new Command.ListContacts(160, "0"))).contacts();
    }
}
