package io.qqbridge.fuzz;

import static io.qqbridge.fuzz.Targets.require;
import static io.qqbridge.fuzz.Targets.requireOneLine;

import io.qqbridge.event.CommandJson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A record of the command topic: its key, a NUL, its value; without a NUL there is no key. */
record CommandParser() implements Target {
    @Override
    public String name() {
        return "commands";
    }

    @Override
    public List<byte[]> seeds() {
        return Targets.seeds(
                name(),
                Stream.of(
                        "10001\0{\"command\":\"send-message\",\"to\":\"24259132\",\"text\":\"你好\"}",
                        "{\"command\":\"send-message\",\"account\":10001,\"to\":\"private:2\",\"text\":\"\\ud83d\\ude00\"}",
                        "10001\0{\"command\":\"add-contact\",\"contact\":24259132}",
                        "10001\0{\"command\":\"answer-request\",\"contact\":\"2\",\"answer\":\"refuse\",\"words\":\"no\"}",
                        "10001\0{\"command\":\"remove-contact\",\"contact\":\"2\",\"account\":\"10001\"}",
                        "10001\0{\"command\":\"change-state\",\"state\":\"busy\"}",
                        "10001\0{\"command\":\"get-profile\",\"contact\":\"2\",\"detail\":\"full\"}",
                        "10001\0{\"command\":\"list-contacts\",\"x\":[{\"y\":-0.5e9},[null,true]]}",
                        "10001\0{\"command\":\"query-presence\",\"expiresAt\":\"2026-01-31T12:00:00+08:00\"}",
                        "10001\0{\"command\":\"search\",\"age\":30,\"sex\":\"f\",\"province\":\"上海\"}",
                        "10001\0{\"command\":\"login\",\"expiresAt\":\"2026-01-31T12:00:00.123456789Z\"}",
                        "10001\0{\"command\":\"logout\",\"expiresAt\":null}"));
    }

    @Override
    public List<String> tokens() {
        return Stream.concat(
                        Stream.of(
                                        "command account expiresAt to text contact answer words state detail age sex province",
                                        "send-message add-contact answer-request remove-contact change-state get-profile",
                                        "list-contacts query-presence search login logout accept ask short normal online away",
                                        "{ } [ ] : , true false null +999999999-12-31T23:59:59-18:00 2026-02-30T24:00:00Z 1e400 -0")
                                .flatMap(line -> Stream.of(line.split(" "))),
                        Stream.of(
                                "\"",
                                "{\"a\":",
                                "[[",
                                "\\ud83d",
                                "\\u0000",
                                "\"text\":",
                                "private:",
                                "/*",
                                "NaN"))
                .toList();
    }

    @Override
    public String read(byte[] input) {
        int nul = 0;
        while (nul < input.length && input[nul] != 0) {
            nul++;
        }
        String key = nul < input.length ? new String(input, 0, nul, StandardCharsets.UTF_8) : null;
        byte[] value = key == null ? input : Arrays.copyOfRange(input, nul + 1, input.length);
        CommandJson.Read read = CommandJson.read(key, value);
        require(
                read.equals(CommandJson.read(key, value.clone())),
                "the same bytes are read differently");
        require(read.account().matches("[A-Za-z0-9_.:@-]{0,64}"), "the account is no id");
        return switch (read) {
            case CommandJson.Valid valid -> {
                require(!valid.account().isEmpty(), "a command for no account");
                yield valid.command().word() + (valid.expiresAt() == null ? "" : " expires");
            }
            case CommandJson.Invalid invalid -> {
                requireOneLine(invalid.reason());
                yield invalid.word() + ": " + Targets.kind(invalid.reason());
            }
        };
    }
}
