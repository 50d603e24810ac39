package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Session.Listed;
import io.qqbridge.protocol.Answer.Reply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks for a list page by page: each page starts after the last number of the one before [C]. */
final class Pages {
    /** More than any account has contacts; a gateway that goes on for ever ends here. */
    private static final int MOST = 1_000;

    private Pages() {}

    /** One page, as the reply shows it. */
    record Page<T>(boolean last, List<T> items) {}

    /**
     * The whole list, or why there is none.
     *
     * @param ask asks for the page after a number
     * @param page reads a reply that is a page, null for any other
     * @param number an item's number
     */
    static <T> Listed<T> all(
            Function<String, RoundTrip.Outcome> ask,
            Function<Reply, java.util.Optional<Page<T>>> page,
            Function<T, String> number) {
        List<T> all = new ArrayList<>();
        String after = "0";
        for (int asked = 0; asked < MOST; asked++) {
            switch (ask.apply(after)) {
                case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no, byte[] answer) -> {
                    return new Listed.SignedOut<>();
                }
                case RoundTrip.Outcome.Replied(Reply.Failed failed, byte[] answer) -> {
                    return new Listed.Refused<>(failed.res());
                }
                case RoundTrip.Outcome.Replied replied -> {
                    var found = page.apply(replied.reply());
                    if (found.isEmpty()) {
                        return new Listed.Failed<>("the gateway answered something else");
                    }
                    List<T> items = found.get().items();
                    all.addAll(items);
                    if (found.get().last() || items.isEmpty()) {
                        return new Listed.All<>(all);
                    }
                    after = number.apply(items.getLast());
                }
                case RoundTrip.Outcome.Unreadable unreadable -> {
                    return new Listed.Unreadable<>(unreadable.answer(), unreadable.reason());
                }
                case RoundTrip.Outcome.NotSent notSent -> {
                    return new Listed.Failed<>(notSent.reason());
                }
                case RoundTrip.Outcome.Unanswered unanswered -> {
                    return new Listed.Failed<>(unanswered.reason());
                }
            }
        }
        return new Listed.Failed<>("the list has no end");
    }
}
