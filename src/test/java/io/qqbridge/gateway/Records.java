package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.Commands.Done;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Records of the command topic, as tests need them. */
final class Records {
    private Records() {}

    static CommandRecord of(int offset, @Nullable String key, String json) {
        return new CommandRecord(
                "command-" + offset,
                Integer.toString(offset),
                key,
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                new DeadLetter.Origin("qq.command.v1", 0, offset),
                Map.of("traceparent", "00-1"),
                VirtualTime.START,
                VirtualTime.START);
    }

    /** Gives this command to the sessions; fails where it is left. */
    static CompletableFuture<Done> execute(
            Commands commands, CommandRecord record, BooleanSupplier isWanted) {
        Waiting waiting = new Waiting(List.of(record), isWanted);
        commands.execute(List.of(record), waiting);
        return waiting.end(record);
    }

    /** The ends that these come to, taken in at once. */
    static List<Done> executed(Commands commands, List<CommandRecord> records) {
        Waiting waiting = new Waiting(records, () -> true);
        commands.execute(records, waiting);
        return records.stream().map(waiting::end).map(CompletableFuture::join).toList();
    }

    private static final class Waiting implements Commands.Caller {
        private final Map<CommandRecord, CompletableFuture<Done>> ends = new HashMap<>();
        private final BooleanSupplier isWanted;

        Waiting(List<CommandRecord> records, BooleanSupplier isWanted) {
            records.forEach(record -> ends.put(record, new CompletableFuture<>()));
            this.isWanted = isWanted;
        }

        CompletableFuture<Done> end(CommandRecord record) {
            return Objects.requireNonNull(ends.get(record));
        }

        @Override
        public boolean isWanted(CommandRecord record) {
            return isWanted.getAsBoolean();
        }

        @Override
        public CompletableFuture<Void> ended(Done done) {
            end(done.record()).complete(done);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void known(CommandRecord record) {
            end(record).completeExceptionally(new IllegalStateException("known to all"));
        }

        @Override
        public void left(CommandRecord record, String reason) {
            end(record).completeExceptionally(new IllegalStateException(reason));
        }
    }

    static CommandRecord add(int offset, String account) {
        return of(offset, account, "{'command':'add-contact','contact':'3'}");
    }

    static CommandJson.Valid read(CommandRecord record) {
        return (CommandJson.Valid) CommandJson.read(record.key(), record.value());
    }
}
