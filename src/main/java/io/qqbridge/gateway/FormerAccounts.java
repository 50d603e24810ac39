package io.qqbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Accounts that are no longer ours: what they received here still has to reach Kafka. For one
 * thread at a time.
 */
final class FormerAccounts {
    private final Surroundings surroundings;
    private final Leftovers leftovers;
    private final Map<String, Delivering> byUin = new HashMap<>();

    private record Delivering(Delivery delivery, Thread thread) {}

    FormerAccounts(Surroundings surroundings, Leftovers leftovers) {
        this.surroundings = surroundings;
        this.leftovers = leftovers;
    }

    /**
     * Begins to deliver what is left of all that are not ours.
     *
     * @param isOurs whether an account delivers by itself
     */
    void deliver(Predicate<String> isOurs) {
        byUin.values().removeIf(other -> !other.thread().isAlive());
        for (String uin : leftovers.accounts()) {
            // More of one that is being delivered waits for the next time, or it would overtake.
            if (!isOurs.test(uin) && !byUin.containsKey(uin)) {
                Delivery delivery = new Delivery(Account.former(uin), surroundings, () -> {});
                Intake intake =
                        new Intake(uin, surroundings, leftovers, delivery, List::of, mark -> {});
                Thread thread = Thread.ofVirtual().name("leftovers").start(intake::takeLeftovers);
                byUin.put(uin, new Delivering(delivery, thread));
            }
        }
    }

    /** Accounts that are ours again deliver by themselves, the oldest first. */
    void handBack(List<Account> accounts) throws InterruptedException {
        List<Delivering> ours =
                accounts.stream()
                        .map(account -> byUin.remove(account.uin()))
                        .filter(Objects::nonNull)
                        .toList();
        ours.forEach(other -> other.delivery().stop());
        for (Delivering other : ours) {
            other.thread().join();
        }
    }

    /** What has not been delivered waits for the next start. */
    void stop() {
        byUin.values().forEach(other -> other.delivery().stop());
    }
}
