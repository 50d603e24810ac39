package io.qqbridge.gateway;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;
import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.gateway.Session.Received;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Takes in what an account received, without ever being the only one who has it: into the journal,
 * then to Kafka, then out of the journal.
 */
final class Intake {
    /** What becomes of an event on its way, if anything: not every sighting is news. */
    interface News extends Function<Event, List<Event>> {}

    private final String account;
    private final Surroundings surroundings;
    private final Leftovers leftovers;
    private final Delivery delivery;
    private final News news;
    private final LongConsumer kept;

    /** What the ids of all answers begin with that cannot be read; nobody else's do. */
    private final String own = UUID.randomUUID().toString();

    private long answers;

    /**
     * @param kept is told the mark of each answer that needs not be asked for again
     */
    Intake(
            String account,
            Surroundings surroundings,
            Leftovers leftovers,
            Delivery delivery,
            News news,
            LongConsumer kept) {
        this.account = account;
        this.surroundings = surroundings;
        this.leftovers = leftovers;
        this.delivery = delivery;
        this.news = news;
        this.kept = kept;
    }

    /** Returns when Kafka has it; a bridge that stops leaves it in the journal. */
    void take(Received.Batch batch) {
        long read = surroundings.time().nanos();
        String id = batch.id();
        List<Envelope> envelopes = envelopes(id, batch.events());
        if (envelopes.isEmpty()) {
            kept.accept(batch.mark());
            return;
        }
        take(
                new Entry(id, account, batch.mark(), batch.receivedAt(), "", batch.answer()),
                envelopes,
                read);
    }

    /** The same for an answer that cannot be read. */
    void take(Received.Unreadable unreadable) {
        long read = surroundings.time().nanos();
        Entry entry =
                new Entry(
                        newId(),
                        account,
                        unreadable.mark(),
                        surroundings.time().now(),
                        unreadable.reason(),
                        unreadable.answer());
        take(entry, envelopes(entry), read);
    }

    /** Takes in what the journal still holds of the account, in order. */
    void takeLeftovers() {
        for (Kept left : leftovers.take(account)) {
            kept.accept(left.entry().mark());
            handOver(left, envelopes(left.entry()), surroundings.time().nanos());
        }
    }

    private void take(Entry entry, List<Envelope> envelopes, long read) {
        try {
            Kept inJournal = new Kept(surroundings.journal().keep(entry), entry);
            kept.accept(entry.mark());
            handOver(inJournal, envelopes, read);
        } catch (RefusedException e) {
            // Kafka is now the nearest safe place. Until it has the events the mark stays open, so
            // that after a crash the network is asked for the same answer.
            surroundings.observer().journalRefused(account, String.valueOf(e.getMessage()));
            if (delivery.deliver(envelopes, read)) {
                kept.accept(entry.mark());
            }
        }
    }

    private void handOver(Kept inJournal, List<Envelope> envelopes, long read) {
        if (delivery.deliver(envelopes, read)) {
            surroundings.journal().strike(inJournal.number());
        } else {
            leftovers.add(inJournal);
        }
    }

    private List<Envelope> envelopes(Entry entry) {
        return entry.unreadable().isEmpty()
                ? envelopes(
                        entry.id(),
                        surroundings
                                .gateway()
                                .read(entry.account(), entry.answer(), entry.receivedAt()))
                : envelopes(
                        entry.id(),
                        List.of(
                                DeadLetter.ofAnswer(
                                        entry.account(),
                                        entry.answer(),
                                        entry.unreadable(),
                                        entry.receivedAt())));
    }

    /** An event's id is its place in the answer, so that it has the same whenever it is read. */
    private List<Envelope> envelopes(String id, List<Event> events) {
        List<Envelope> envelopes = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            for (Event event : news.apply(events.get(i))) {
                envelopes.add(Envelope.of(id + "-" + i, event));
            }
        }
        return envelopes;
    }

    private String newId() {
        return own + "-" + answers++;
    }
}
