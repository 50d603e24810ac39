package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.Commands.Done;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

    /** The ends that these come to, taken in one after the other. */
    static List<Done> executed(Commands commands, List<CommandRecord> records) {
        List<CompletableFuture<Done>> ends =
                records.stream().map(record -> commands.execute(record, () -> true)).toList();
        return ends.stream().map(CompletableFuture::join).toList();
    }

    static CommandRecord add(int offset, String account) {
        return of(offset, account, "{'command':'add-contact','contact':'3'}");
    }

    static CommandJson.Valid read(CommandRecord record) {
        return (CommandJson.Valid) CommandJson.read(record.key(), record.value());
    }
}
