package io.qqbridge.app;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.gateway.SessionObserver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several observers as one. Whoever looks on must not hold up what is looked at: a mistake of one
 * is logged, and neither the others nor the session or command hear of it.
 */
record Observers(List<SessionObserver> all) implements SessionObserver {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    private void tell(Consumer<SessionObserver> news) {
        for (SessionObserver each : all) {
            try {
                news.accept(each);
            } catch (RuntimeException e) {
                LOG.error("{} did not take in what happened", each.getClass().getSimpleName(), e);
            }
        }
    }

    @Override
    public void signedIn(Account account, SignIn outcome) {
        tell(each -> each.signedIn(account, outcome));
    }

    @Override
    public void polled(Account account, Received received, Duration took) {
        tell(each -> each.polled(account, received, took));
    }

    @Override
    public void late(Account account, Duration by) {
        tell(each -> each.late(account, by));
    }

    @Override
    public void delivered(Account account, List<Envelope> events, Duration took) {
        tell(each -> each.delivered(account, events, took));
    }

    @Override
    public void deliveryWaits(Account account) {
        tell(each -> each.deliveryWaits(account));
    }

    @Override
    public void deliveryFailed(Account account, String reason) {
        tell(each -> each.deliveryFailed(account, reason));
    }

    @Override
    public void journalRefused(String account, String reason) {
        tell(each -> each.journalRefused(account, reason));
    }

    @Override
    public void executed(Done end, Duration took) {
        tell(each -> each.executed(end, took));
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        tell(each -> each.changed(account, change));
    }

    @Override
    public void held(Account account, boolean isHeld) {
        tell(each -> each.held(account, isHeld));
    }

    @Override
    public void gone(Account account) {
        tell(each -> each.gone(account));
    }

    @Override
    public void failed(String account, RuntimeException mistake) {
        tell(each -> each.failed(account, mistake));
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        tell(each -> each.dropped(account, reason));
    }
}
