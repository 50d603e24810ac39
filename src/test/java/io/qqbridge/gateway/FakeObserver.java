package io.qqbridge.gateway;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears. */
final class FakeObserver implements SessionObserver {
    final List<Duration> polls = new CopyOnWriteArrayList<>();
    final List<Duration> late = new CopyOnWriteArrayList<>();
    final List<List<Envelope>> delivered = new CopyOnWriteArrayList<>();
    final List<Duration> deliveryTook = new CopyOnWriteArrayList<>();
    final List<Account> waits = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final List<CommandResult> executed = new CopyOnWriteArrayList<>();
    final List<Duration> executionTook = new CopyOnWriteArrayList<>();
    final List<SessionChanged> changes = new CopyOnWriteArrayList<>();
    final List<RuntimeException> mistakes = new CopyOnWriteArrayList<>();
    final List<Session.SignIn> logins = new CopyOnWriteArrayList<>();
    final List<Account> gone = new CopyOnWriteArrayList<>();
    final List<DropReason> drops = new CopyOnWriteArrayList<>();

    @Override
    public void polled(Account account, Session.Received received, Duration took) {
        polls.add(took);
    }

    @Override
    public void late(Account account, Duration by) {
        late.add(by);
    }

    @Override
    public void delivered(Account account, List<Envelope> events, Duration took) {
        delivered.add(events);
        deliveryTook.add(took);
    }

    @Override
    public void deliveryWaits(Account account) {
        waits.add(account);
    }

    @Override
    public void deliveryFailed(Account account, String reason) {
        failures.add(reason);
    }

    @Override
    public void journalRefused(String account, String reason) {
        refusals.add(reason);
    }

    @Override
    public void executed(Commands.Done end, Duration took) {
        executed.add(end.result());
        executionTook.add(took);
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        changes.add(change);
    }

    @Override
    public void signedIn(Account account, Session.SignIn outcome) {
        logins.add(outcome);
    }

    @Override
    public void gone(Account account) {
        gone.add(account);
    }

    @Override
    public void failed(String account, RuntimeException mistake) {
        mistakes.add(mistake);
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        drops.add(reason);
    }
}
