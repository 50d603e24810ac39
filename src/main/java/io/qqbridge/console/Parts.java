package io.qqbridge.console;

import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.Sessions;
import io.qqbridge.gateway.Time;
import io.qqbridge.metrics.Figures;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the console shows and acts on.
 *
 * @param journalBytes what rests in the journal
 * @param journalAge how long the oldest of it has
 * @param token what a person must know to act; empty where nobody may
 * @param texts whether what people write may be shown
 * @param hosts names that the console may be reached by, besides addresses and {@code localhost}
 */
public record Parts(
        AccountBook book,
        Sessions sessions,
        Gate gate,
        Supplier<Figures> figures,
        LongSupplier journalBytes,
        Supplier<Duration> journalAge,
        DeadLetters deadLetters,
        Optional<Token> token,
        boolean texts,
        Set<String> hosts,
        Time time) {}
