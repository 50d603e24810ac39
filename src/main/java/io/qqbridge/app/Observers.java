package io.qqbridge.app;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.gateway.SessionObserver;

import java.time.Duration;
import java.util.List;

/** Several observers as one. */
record Observers(List<SessionObserver> all) implements SessionObserver {
    @Override
    public void signedIn(Account account, SignIn outcome) {
        all.forEach(each -> each.signedIn(account, outcome));
    }

    @Override
    public void polled(Account account, Received received, Duration took) {
        all.forEach(each -> each.polled(account, received, took));
    }

    @Override
    public void late(Account account, Duration by) {
        all.forEach(each -> each.late(account, by));
    }

    @Override
    public void delivered(Account account, List<Envelope> events, Duration took) {
        all.forEach(each -> each.delivered(account, events, took));
    }

    @Override
    public void deliveryWaits(Account account) {
        all.forEach(each -> each.deliveryWaits(account));
    }

    @Override
    public void deliveryFailed(Account account, String reason) {
        all.forEach(each -> each.deliveryFailed(account, reason));
    }

    @Override
    public void journalRefused(String account, String reason) {
        all.forEach(each -> each.journalRefused(account, reason));
    }

    @Override
    public void executed(Done end, Duration took) {
        all.forEach(each -> each.executed(end, took));
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        all.forEach(each -> each.changed(account, change));
    }

    @Override
    public void held(Account account, boolean isHeld) {
        all.forEach(each -> each.held(account, isHeld));
    }

    @Override
    public void gone(Account account) {
        all.forEach(each -> each.gone(account));
    }

    @Override
    public void failed(String account, RuntimeException mistake) {
        all.forEach(each -> each.failed(account, mistake));
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        all.forEach(each -> each.dropped(account, reason));
    }
}
