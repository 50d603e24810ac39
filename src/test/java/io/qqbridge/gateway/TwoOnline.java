package io.qqbridge.gateway;

import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.time.Duration;
import java.util.List;

/** Two accounts online, 1 and 2, and their commands, whose pauses pass at once. */
final class TwoOnline implements BeforeEachCallback, AfterEachCallback {
    final FakeGateway gateway = new FakeGateway();
    final FakeObserver observer = new FakeObserver();
    final VirtualTime time = new VirtualTime();
    final FakeEnds ends = new FakeEnds();
    final Sessions sessions =
            new Sessions(
                    Around.sessions(
                            gateway,
                            new FakeInbox(),
                            observer,
                            KeepingSessionsTest.QUICK,
                            Time.SYSTEM));
    final Commands commands =
            new Commands(
                    sessions,
                    Around.sessions(gateway, new FakeInbox(), observer, Life.SETTINGS, time, ends));

    @Override
    public void beforeEach(ExtensionContext test) throws InterruptedException {
        sessions.keep(List.of(KeepingSessionsTest.account("1"), KeepingSessionsTest.account("2")));
        awaitOnline("1");
        awaitOnline("2");
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        sessions.stop(Duration.ofSeconds(5));
    }

    private void awaitOnline(String uin) {
        await().until(
                        () ->
                                sessions.find(uin).orElseThrow().status().last().state()
                                        == SessionState.ONLINE);
    }

    /** What these come to, taken in at once. */
    List<Outcome> outcomes(CommandRecord... records) {
        return Records.executed(commands, List.of(records)).stream()
                .map(Done::result)
                .map(CommandResult::outcome)
                .toList();
    }
}
