package io.qqbridge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.EventKind;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.SessionObserver;
import io.qqbridge.gateway.Time;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Meters with an account's alias on them. Whoever has thousands of accounts does not want as many
 * series, so only so many have any, the first to start; the totals of {@link BridgeMeters} count
 * all.
 */
public final class AccountMeters implements SessionObserver {
    private final MeterRegistry registry;
    private final int most;
    private final Time time;
    private final Map<String, OfAccount> byUin = new ConcurrentHashMap<>();

    /**
     * @param most how many accounts have meters
     */
    public AccountMeters(MeterRegistry registry, int most, Time time) {
        this.registry = registry;
        this.most = most;
        this.time = time;
    }

    /** One account's. */
    private final class OfAccount {
        private final String alias;
        private final Counter in;
        private final Counter out;
        private final Counter drops;
        private final Gauge online;
        private final Gauge sincePoll;
        private volatile boolean isOnline;
        private volatile long polledAt = time.nanos();

        OfAccount(String alias) {
            this.alias = alias;
            in = messages("in");
            out = messages("out");
            drops =
                    Counter.builder("qq.account.drops")
                            .description("Sessions of the account that ended by themselves")
                            .tag("account", alias)
                            .register(registry);
            online =
                    Gauge.builder("qq.account.online", () -> isOnline ? 1 : 0)
                            .description("1 while the account is online")
                            .tag("account", alias)
                            .strongReference(true)
                            .register(registry);
            sincePoll =
                    Gauge.builder("qq.account.poll.age", this::secondsSincePoll)
                            .description("Since the account's last poll that was answered")
                            .baseUnit("seconds")
                            .tag("account", alias)
                            .strongReference(true)
                            .register(registry);
        }

        private Counter messages(String direction) {
            return Counter.builder("qq.account.messages")
                    .description("Messages received for the account, and sent for it")
                    .tags("account", alias, "direction", direction)
                    .register(registry);
        }

        private double secondsSincePoll() {
            return (time.nanos() - polledAt) / 1e9;
        }

        void remove() {
            for (Meter meter : List.of(in, out, drops, online, sincePoll)) {
                registry.remove(meter);
            }
        }
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        begins(account);
        with(account.uin(), meters -> meters.isOnline = change.state().isOnline());
    }

    private synchronized void begins(Account account) {
        if (byUin.size() < most && !byUin.containsKey(account.uin())) {
            byUin.put(account.uin(), new OfAccount(account.alias()));
        }
    }

    @Override
    public synchronized void gone(Account account) {
        OfAccount meters = byUin.remove(account.uin());
        if (meters != null) {
            meters.remove();
        }
    }

    @Override
    public void polled(Account account, Received received, Duration took) {
        if (!(received instanceof Received.Unreachable)) {
            with(account.uin(), meters -> meters.polledAt = time.nanos());
        }
    }

    @Override
    public void delivered(Account account, List<Envelope> events, Duration took) {
        with(
                account.uin(),
                meters ->
                        events.stream()
                                .filter(each -> each.event().kind() == EventKind.MESSAGE)
                                .forEach(each -> meters.in.increment()));
    }

    @Override
    public void executed(Done end, Duration took) {
        if ("send-message".equals(end.result().command())
                && end.result().outcome() == Outcome.ACCEPTED) {
            with(end.result().account(), meters -> meters.out.increment());
        }
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        with(account.uin(), meters -> meters.drops.increment());
    }

    private void with(String uin, Consumer<OfAccount> action) {
        OfAccount meters = byUin.get(uin);
        if (meters != null) {
            action.accept(meters);
        }
    }
}
