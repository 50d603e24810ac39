package io.qqbridge.simulator;

import io.qqbridge.simulator.SimulatedAccount.Holder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Who is logged in. A session ends by logout, kick, takeover, or silence; silence is found by
 * comparing with the clock when something is about to happen, so a test only has to move the clock.
 */
final class Sessions {
    private final InstantSource clock;
    private final long silenceLimitMillis;
    private final Post post;
    // The longest silent first: all have the same limit, so the first is the first to be dropped.
    private final LinkedHashMap<SimulatedAccount, Long> lastHeard =
            new LinkedHashMap<>(16, 0.75f, true);
    // The same accounts where one can be picked at random; both change together, in add and remove.
    private final List<SimulatedAccount> online = new ArrayList<>();
    private final Map<SimulatedAccount, Integer> placeOnline = new LinkedHashMap<>();

    Sessions(InstantSource clock, Duration silenceLimit, Post post) {
        this.clock = clock;
        this.silenceLimitMillis = Math.multiplyExact(silenceLimit.toSeconds(), 1000L);
        this.post = post;
    }

    /** Ends the sessions that have been silent for too long. */
    void dropSilent() {
        long now = clock.millis();
        while (!lastHeard.isEmpty()) {
            Map.Entry<SimulatedAccount, Long> mostSilent = lastHeard.firstEntry();
            if (now - mostSilent.getValue() < silenceLimitMillis) {
                return;
            }
            end(mostSilent.getKey());
        }
    }

    /** Any command of a client that is logged in keeps its session. Returns whether it is. */
    boolean signOfLife(SimulatedAccount account) {
        if (account.holder() != Holder.CLIENT) {
            return false;
        }
        lastHeard.put(account, clock.millis());
        return true;
    }

    /** A fresh session for the client, whoever had the account before. */
    void begin(SimulatedAccount account) {
        int before = account.state();
        account.loggedIn(clock.instant());
        lastHeard.put(account, clock.millis());
        if (placeOnline.putIfAbsent(account, online.size()) == null) {
            online.add(account);
        }
        announceIfNot(before, account);
    }

    /** Nobody has the account's session any more. */
    void end(SimulatedAccount account) {
        int before = account.state();
        forget(account);
        account.holder(Holder.NOBODY);
        announceIfNot(before, account);
    }

    /** Somebody else logs in elsewhere and stays: the client is out until it logs in again. */
    void takeOver(SimulatedAccount account) {
        int before = account.state();
        if (account.holder() == Holder.NOBODY) {
            account.choose(Somebody.ONLINE);
        }
        forget(account);
        account.holder(Holder.SOMEBODY_ELSE);
        announceIfNot(before, account);
    }

    void chooseState(SimulatedAccount account, int state) {
        int before = account.state();
        account.choose(state);
        announceIfNot(before, account);
    }

    int count() {
        return online.size();
    }

    /** Any account that a client is logged in to, or null while there is none. */
    @Nullable SimulatedAccount any(RandomGenerator random) {
        return online.isEmpty() ? null : online.get(random.nextInt(online.size()));
    }

    private void forget(SimulatedAccount account) {
        lastHeard.remove(account);
        Integer place = placeOnline.remove(account);
        if (place != null) {
            // The last one moves into the gap, so that nothing has to be shifted.
            SimulatedAccount last = online.removeLast();
            if (last != account) {
                online.set(place, last);
                placeOnline.put(last, place);
            }
        }
    }

    private void announceIfNot(int before, SimulatedAccount account) {
        if (account.state() != before) {
            post.announceState(account);
        }
    }
}
