package io.qqbridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.protocol.Message;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What can be seen and done from outside while the gateway runs, as JSON over HTTP on the control
 * port. An answer is 200 with what is now so; 400 with {@code {"error": "one line"}} for a request
 * that makes no sense; 404 for an unknown number or path.
 *
 * <table>
 * <caption>The control API</caption>
 * <tr><th>request</th><th>does</th></tr>
 * <tr><td>{@code GET /accounts}</td><td>all accounts: uin, online, state, queued</td></tr>
 * <tr><td>{@code GET /accounts/{uin}}</td><td>one account: also who has its session (client,
 *     somebody-else, nobody), contacts, adding, logins, lastLogin, how it meets logins, the text of
 *     the captcha that it waits for, how many commands it carried out</td></tr>
 * <tr><td>{@code GET /accounts/{uin}/commands}</td><td>total, and the latest 10000 commands that
 *     changed something, in order: number, seq, command and its fields; no replays, no
 *     refusals</td></tr>
 * <tr><td>{@code POST /accounts/{uin}/messages}</td><td>queues a message for it: {@code {"from",
 *     "text", "type": 9}}; or several, in order, where the body is a list of such</td></tr>
 * <tr><td>{@code POST /accounts/{uin}/kick}</td><td>ends its session</td></tr>
 * <tr><td>{@code POST /accounts/{uin}/takeover}</td><td>somebody else logs in: the client gets
 *     RES=20 until it logs in again; {@code {"times": 3, "everySeconds": 10}} does it again</td></tr>
 * <tr><td>{@code PUT /accounts/{uin}/login}</td><td>how it meets logins from now on: {@code
 *     {"answer": "accept" | "refuse" | "captcha", "reason": "..."}}</td></tr>
 * <tr><td>{@code GET /contacts/{uin}}</td><td>one simulated contact</td></tr>
 * <tr><td>{@code POST /contacts/{uin}/state}</td><td>the contact comes or goes: {@code {"state":
 *     10}}</td></tr>
 * <tr><td>{@code PUT /people/{uin}/adding}</td><td>who may add this account or contact: {@code
 *     {"adding": "anybody" | "with-consent" | "nobody"}}</td></tr>
 * <tr><td>{@code PUT /chatter}</td><td>the rate of the contacts' own doings: {@code {"perSecond":
 *     5}}</td></tr>
 * <tr><td>{@code PUT /supply}</td><td>messages that are there whenever somebody asks: such a share
 *     of all {@code GetMsgEx} finds so many more: {@code {"messages": 3, "share": 0.1}}</td></tr>
 * <tr><td>{@code GET /stats}</td><td>requests in all and by command, malformed ones, answers
 *     replayed, messages queued, handed over, dropped, faults struck</td></tr>
 * <tr><td>{@code GET /faults}</td><td>the faults in force, and how often each has struck</td></tr>
 * <tr><td>{@code PUT /faults}</td><td>these faults and no others: a list of {@code {"kind",
 *     "share": 1, "command", "account", "delayMs": 1000, "times"}}; kinds: see {@link
 *     Fault.Kind}</td></tr>
 * <tr><td>{@code DELETE /faults}</td><td>no faults</td></tr>
 * </table>
 */
final class ControlPaths {
    private final Vertx vertx;
    private final World world;
    private final Sessions sessions;
    private final Post post;
    private final Chatter chatter;
    private final Supply supply;
    private final ControlFaults faults;
    private final Stats stats;

    ControlPaths(
            Vertx vertx,
            World world,
            Sessions sessions,
            Post post,
            Chatter chatter,
            Supply supply,
            Faults faults,
            Stats stats) {
        this.vertx = vertx;
        this.world = world;
        this.sessions = sessions;
        this.post = post;
        this.chatter = chatter;
        this.supply = supply;
        this.faults = new ControlFaults(world, faults);
        this.stats = stats;
    }

    List<ControlHttp.Path> all() {
        return List.of(
                get("/accounts", (none, body) -> accounts()),
                get("/accounts/{uin}", (uin, body) -> show(account(uin))),
                get("/accounts/{uin}/commands", (uin, body) -> commands(account(uin))),
                post("/accounts/{uin}/messages", (uin, body) -> write(account(uin), body)),
                post("/accounts/{uin}/kick", (uin, body) -> kick(account(uin))),
                post("/accounts/{uin}/takeover", (uin, body) -> takeOver(account(uin), body)),
                put("/accounts/{uin}/login", (uin, body) -> meetLogins(account(uin), body)),
                get("/contacts/{uin}", (uin, body) -> ControlViews.Contact.of(contact(uin))),
                post("/contacts/{uin}/state", (uin, body) -> changeState(contact(uin), body)),
                put("/people/{uin}/adding", (uin, body) -> letAdd(somebody(uin), body)),
                put("/chatter", (none, body) -> chat(body)),
                put("/supply", (none, body) -> supply(body)),
                get("/stats", (none, body) -> showStats()),
                get("/faults", (none, body) -> faults.show()),
                put("/faults", (none, body) -> faults.put(body)),
                new ControlHttp.Path(
                        HttpMethod.DELETE, "/faults", (none, body) -> faults.delete()));
    }

    private Object accounts() {
        sessions.dropSilent();
        return world.accounts().stream().map(ControlViews.AccountLine::of).toList();
    }

    private Object show(SimulatedAccount account) {
        sessions.dropSilent();
        return ControlViews.Account.of(account);
    }

    private static Object commands(SimulatedAccount account) {
        return ControlViews.Commands.of(account.carriedOut());
    }

    private Object write(SimulatedAccount account, JsonNode json) {
        // All are read before the first is queued, so that a list with one mistake queues nothing.
        List<Message> messages =
                (json.isArray() && !json.isEmpty()
                                ? ControlBody.list(json, "from", "text", "type")
                                : List.of(new ControlBody(json, "from", "text", "type")))
                        .stream().map(ControlPaths::message).toList();
        messages.forEach(message -> post.deliver(account, message));
        return show(account);
    }

    private static Message message(ControlBody body) {
        int type = (int) body.integerOr("type", Message.USER, 0, Integer.MAX_VALUE);
        return new Message(type, body.text("from"), body.text("text"));
    }

    private Object kick(SimulatedAccount account) {
        sessions.end(account);
        return show(account);
    }

    private Object takeOver(SimulatedAccount account, JsonNode json) {
        long times = 1;
        long everySeconds = 1;
        if (!json.isMissingNode()) {
            ControlBody body = new ControlBody(json, "times", "everySeconds");
            times = body.integerOr("times", 1, 1, 1000);
            everySeconds = body.integerOr("everySeconds", 1, 1, 3600);
        }
        sessions.takeOver(account);
        takeOverAgain(account, times - 1, everySeconds * 1000);
        return show(account);
    }

    private void takeOverAgain(SimulatedAccount account, long times, long everyMillis) {
        if (times > 0) {
            vertx.setTimer(
                    everyMillis,
                    timer -> {
                        sessions.takeOver(account);
                        takeOverAgain(account, times - 1, everyMillis);
                    });
        }
    }

    private Object meetLogins(SimulatedAccount account, JsonNode json) {
        ControlBody body = new ControlBody(json, "answer", "reason");
        String reason = body.has("reason") ? body.text("reason") : LoginConduct.REFUSED;
        account.loginConduct(
                switch (body.text("answer")) {
                    case "accept" -> new LoginConduct.Accept();
                    case "refuse" -> new LoginConduct.Refuse(reason);
                    case "captcha" -> new LoginConduct.AskCaptcha();
                    default ->
                            throw BadControlRequest.wrong(
                                    "\"answer\" must be accept, refuse or captcha");
                });
        return show(account);
    }

    private Object changeState(SimulatedContact contact, JsonNode json) {
        ControlBody body = new ControlBody(json, "state");
        int before = contact.state();
        contact.state((int) body.integer("state", 1, 99));
        if (contact.state() != before) {
            post.announceState(contact);
        }
        return ControlViews.Contact.of(contact);
    }

    private static Object letAdd(Somebody somebody, JsonNode json) {
        String word = new ControlBody(json, "adding").text("adding");
        somebody.adding(
                switch (word) {
                    case "anybody" -> Adding.ANYBODY;
                    case "with-consent" -> Adding.WITH_CONSENT;
                    case "nobody" -> Adding.NOBODY;
                    default ->
                            throw BadControlRequest.wrong(
                                    "\"adding\" must be anybody, with-consent or nobody");
                });
        return Map.of("uin", somebody.uin(), "adding", word);
    }

    private Object chat(JsonNode json) {
        chatter.perSecond(new ControlBody(json, "perSecond").decimal("perSecond", 0, 1_000_000));
        return Map.of("perSecond", chatter.perSecond());
    }

    private Object supply(JsonNode json) {
        ControlBody body = new ControlBody(json, "messages", "share");
        supply.become(
                (int) body.integer("messages", 0, Mailbox.MESSAGES_AN_ANSWER),
                body.has("share") ? body.decimal("share", 0, 1) : 1);
        return Map.of("messages", supply.messages(), "share", supply.share());
    }

    private Object showStats() {
        sessions.dropSilent();
        return stats.view(world.accounts().size(), sessions.count());
    }

    private SimulatedAccount account(String uin) {
        if (somebody(uin) instanceof SimulatedAccount account) {
            return account;
        }
        throw BadControlRequest.notFound(uin + " is a contact, not an account");
    }

    private SimulatedContact contact(String uin) {
        if (somebody(uin) instanceof SimulatedContact contact) {
            return contact;
        }
        throw BadControlRequest.notFound(uin + " is an account, not a simulated contact");
    }

    private Somebody somebody(String uin) {
        @Nullable Somebody somebody = world.find(uin);
        if (somebody == null) {
            throw BadControlRequest.notFound("Nobody has the number " + uin);
        }
        return somebody;
    }

    private static ControlHttp.Path get(String template, ControlHttp.Action action) {
        return new ControlHttp.Path(HttpMethod.GET, template, action);
    }

    private static ControlHttp.Path post(String template, ControlHttp.Action action) {
        return new ControlHttp.Path(HttpMethod.POST, template, action);
    }

    private static ControlHttp.Path put(String template, ControlHttp.Action action) {
        return new ControlHttp.Path(HttpMethod.PUT, template, action);
    }
}
