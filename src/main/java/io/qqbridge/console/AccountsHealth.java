package io.qqbridge.console;

import io.qqbridge.gateway.Sessions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Map;

/**
 * Whether all accounts are online, for those who watch accounts; whether the process lives and is
 * ready, others tell.
 */
final class AccountsHealth {
    private static final int MOST_NAMED = 20;

    private final AccountBook book;
    private final Sessions sessions;

    AccountsHealth(AccountBook book, Sessions sessions) {
        this.book = book;
        this.sessions = sessions;
    }

    /** An account that is not online. */
    record Down(String account, String state, String reason, String next) {}

    /**
     * {@code UP} when each account is online, and so not before all have begun; some of those that
     * are not.
     */
    record Health(String status, Map<String, Integer> states, List<Down> down) {}

    void answer(RoutingContext context) {
        List<Down> down =
                book.rowsByName().stream()
                        .filter(row -> !row.latest().state().isOnline())
                        .limit(MOST_NAMED)
                        .map(AccountsHealth::down)
                        .toList();
        boolean begun = sessions.isKnown() && sessions.states().size() <= book.rows().size();
        boolean up = begun && down.isEmpty();
        Health health = new Health(up ? "UP" : "DOWN", Pulse.states(book), down);
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Views.json(health)));
    }

    private static Down down(AccountRow row) {
        return new Down(
                row.alias(),
                row.state(),
                Shown.anonymous(row.latest().reason()),
                Shown.anonymous(row.latest().next()));
    }
}
