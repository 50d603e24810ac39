package io.qqbridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A journal in memory, which refuses when a test wants it to. */
final class FakeJournal implements Journal {
    final List<Kept> left = new ArrayList<>();
    final List<Kept> kept = new CopyOnWriteArrayList<>();
    final List<Long> struck = new CopyOnWriteArrayList<>();
    volatile boolean refuses;
    private final AtomicLong numbers = new AtomicLong(1000);

    @Override
    public long keep(Entry entry) throws RefusedException {
        if (refuses) {
            throw new RefusedException("no space is left there");
        }
        Kept now = new Kept(numbers.getAndIncrement(), entry);
        kept.add(now);
        return now.number();
    }

    @Override
    public void strike(long number) {
        struck.add(number);
    }

    @Override
    public List<Kept> left() {
        return List.copyOf(left);
    }
}
