package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;

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
                VirtualTime.START);
    }

    static CommandRecord add(int offset, String account) {
        return of(offset, account, "{'command':'add-contact','contact':'3'}");
    }

    static CommandJson.Valid read(CommandRecord record) {
        return (CommandJson.Valid) CommandJson.read(record.key(), record.value());
    }
}
