package io.qqbridge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.EventKind;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.gateway.SessionObserver;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts and times what sessions do. All meters are made at the start, so that each is there, at
 * zero, from the first scrape, and none is named by an account.
 */
public final class BridgeMeters implements SessionObserver {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Timer pollsAnswered;
    private final Timer pollsUnanswered;
    private final Timer pollsLate;
    private final Timer delivery;
    private final Counter deliveriesFailed;
    private final Counter mistakes;
    private final Counter messagesIn;
    private final Counter messagesOut;
    private final Map<EventKind, Counter> events = new EnumMap<>(EventKind.class);
    private final Map<Outcome, Timer> commands = new EnumMap<>(Outcome.class);
    private final Map<DropReason, Counter> drops = new EnumMap<>(DropReason.class);
    private final Counter answersLost;
    private final Counter journalRefusals;
    private final Counter deadLetters;
    private final Map<String, Counter> logins = new HashMap<>();
    private final MeterRegistry registry;

    public BridgeMeters(MeterRegistry registry) {
        this.registry = registry;
        pollsAnswered = poll(registry, "answered");
        pollsUnanswered = poll(registry, "unanswered");
        pollsLate =
                histogram("qq.poll.late", "How much later a poll was sent than it was due")
                        .register(registry);
        delivery =
                histogram("qq.delivery", "From an answer read to Kafka's acknowledgement")
                        .register(registry);
        deliveriesFailed =
                Counter.builder("qq.delivery.failures")
                        .description("Deliveries that Kafka did not take and that were tried again")
                        .register(registry);
        mistakes =
                Counter.builder("qq.internal.errors")
                        .description("Mistakes of the bridge itself, each with a trace in the log")
                        .register(registry);
        messagesIn = messages(registry, "in");
        messagesOut = messages(registry, "out");
        for (EventKind kind : EventKind.values()) {
            if (kind != EventKind.RESULT) {
                events.put(
                        kind,
                        Counter.builder("qq.events")
                                .description("Events delivered to Kafka")
                                .tag("kind", kind.word())
                                .register(registry));
            }
        }
        for (Outcome outcome : Outcome.values()) {
            commands.put(
                    outcome,
                    histogram("qq.command", "From a command written to Kafka to its end")
                            .tag("outcome", outcome.word())
                            .register(registry));
        }
        for (DropReason reason : DropReason.values()) {
            drops.put(
                    reason,
                    Counter.builder("qq.session.drops")
                            .description("Sessions that ended though nobody here had ended them")
                            .tag("reason", reason.word())
                            .register(registry));
        }
        answersLost =
                Counter.builder("qq.answers.lost")
                        .description(
                                "Answers that may be lost: not repeated, replaced by errors, too large, or their"
                                        + " session dropped twice")
                        .register(registry);
        deadLetters =
                Counter.builder("qq.dead.letters")
                        .description("What could not be processed and was put aside")
                        .register(registry);
        for (String outcome : List.of("online", "refused", "challenged", "unreachable")) {
            logins.put(
                    outcome,
                    Counter.builder("qq.logins")
                            .description("Logins that were tried")
                            .tag("outcome", outcome)
                            .register(registry));
        }
        journalRefusals =
                Counter.builder("qq.journal.refusals")
                        .description("Answers that the journal's disk did not take")
                        .register(registry);
    }

    /** Shows how things stand, each time that somebody asks. */
    public void show(
            Supplier<Map<String, SessionChanged>> sessions,
            Gate gate,
            LongSupplier journalBytes,
            Supplier<Duration> journalAge,
            IntSupplier partitions,
            BooleanSupplier unread) {
        gauge(
                        "qq.delivery.waiting",
                        "Accounts that fetch nothing until Kafka takes what they received",
                        gate::waiting)
                .register(registry);
        gauge(
                        "qq.gate.closed",
                        "1 while nothing is fetched, for Kafka or the journal takes nothing",
                        () -> gate.closed().isPresent() ? 1 : 0)
                .register(registry);
        gauge(
                        "qq.commands.unread",
                        "1 while Kafka refuses to give commands",
                        () -> unread.getAsBoolean() ? 1 : 0)
                .register(registry);
        gauge(
                        "qq.journal.bytes",
                        "What rests in the journal: answers until Kafka has them, ends of commands until"
                                + " they are committed",
                        journalBytes::getAsLong)
                .baseUnit("bytes")
                .register(registry);
        gauge(
                        "qq.journal.oldest.age",
                        "How long the oldest answer has rested in the journal",
                        () -> journalAge.get().toMillis() / 1e3)
                .baseUnit("seconds")
                .register(registry);
        gauge(
                        "qq.cluster.partitions",
                        "Partitions of the command topic whose accounts this instance of several"
                                + " keeps; 0 where it is alone",
                        partitions::getAsInt)
                .register(registry);
        for (SessionState state : SessionState.values()) {
            gauge("qq.sessions", "Sessions in this state", () -> count(sessions.get(), state))
                    .tag("state", state.word())
                    .register(registry);
        }
    }

    /** Counts the spans that no collector took. */
    public void showDroppedSpans(LongSupplier droppedSpans) {
        // Its object is held weakly, so that is this one; its function is held on to.
        FunctionCounter.builder(
                        "qq.spans.dropped", this, meters -> (double) droppedSpans.getAsLong())
                .description("Spans that no collector took")
                .register(registry);
    }

    /** Held on to: by itself a gauge lets go of what nobody else holds, and shows NaN. */
    private static Gauge.Builder<Supplier<Number>> gauge(
            String name, String description, Supplier<Number> value) {
        return Gauge.builder(name, value).description(description).strongReference(true);
    }

    private static Timer poll(MeterRegistry registry, String outcome) {
        return histogram("qq.poll", "Round trip of a poll to the gateway")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Counter messages(MeterRegistry registry, String direction) {
        return Counter.builder("qq.messages")
                .description("Messages received from the network, and accepted by it")
                .tag("direction", direction)
                .register(registry);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST);
    }

    private static double count(Map<String, SessionChanged> all, SessionState state) {
        return all.values().stream().filter(change -> change.state() == state).count();
    }

    /** What has been counted so far. */
    public Figures figures() {
        Map<String, Double> dropped = new TreeMap<>();
        drops.forEach((reason, counter) -> dropped.put(reason.word(), counter.count()));
        return new Figures(
                messagesIn.count(),
                messagesOut.count(),
                deadLetters.count(),
                dropped,
                Arrays.asList(delivery.takeSnapshot().histogramCounts()));
    }

    @Override
    public void signedIn(Account account, SignIn outcome) {
        String word =
                switch (outcome) {
                    case SignIn.Online online -> "online";
                    case SignIn.Refused refused -> "refused";
                    case SignIn.Challenged challenged -> "challenged";
                    case SignIn.Unreachable unreachable -> "unreachable";
                };
        Objects.requireNonNull(logins.get(word)).increment();
    }

    @Override
    public void polled(Account account, Received received, Duration took) {
        if (received.lost()) {
            answersLost.increment();
        }
        (received instanceof Received.Unreachable ? pollsUnanswered : pollsAnswered).record(took);
    }

    @Override
    public void late(Account account, Duration by) {
        pollsLate.record(by);
    }

    @Override
    public void delivered(Account account, List<Envelope> delivered, Duration took) {
        delivery.record(took);
        for (Envelope envelope : delivered) {
            EventKind kind = envelope.event().kind();
            Counter counter = events.get(kind);
            if (counter != null) {
                counter.increment();
            }
            if (kind == EventKind.DEAD) {
                deadLetters.increment();
            }
            if (kind == EventKind.MESSAGE) {
                messagesIn.increment();
            }
        }
    }

    /** An event became a dead letter on its way to Kafka. */
    public void tooLarge(DeadLetter letter) {
        deadLetters.increment();
    }

    @Override
    public void journalRefused(String account, String reason) {
        journalRefusals.increment();
    }

    @Override
    public void deliveryFailed(Account account, String reason) {
        deliveriesFailed.increment();
    }

    @Override
    public void executed(Done end, Duration took) {
        CommandResult result = end.result();
        end.deadLetter().ifPresent(letter -> deadLetters.increment());
        Timer timer = commands.get(result.outcome());
        if (timer != null) {
            timer.record(took.isNegative() ? Duration.ZERO : took);
        }
        if ("send-message".equals(result.command()) && result.outcome() == Outcome.ACCEPTED) {
            messagesOut.increment();
        }
    }

    @Override
    public void failed(String account, RuntimeException mistake) {
        mistakes.increment();
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        Counter counter = drops.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
