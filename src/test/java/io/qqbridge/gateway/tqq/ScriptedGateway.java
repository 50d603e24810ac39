package io.qqbridge.gateway.tqq;

import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Time;
import io.qqbridge.gateway.Transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A gateway that answers line after line as a test wrote it down; after that, {@code RES=0}. */
final class ScriptedGateway implements Transport {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    final List<String> lines = new ArrayList<>();

    private final Deque<Step> steps = new ArrayDeque<>();

    private interface Step {
        String answer(String line) throws IOException;
    }

    /** An answer to the request as it came, with these fields. */
    ScriptedGateway says(String fields) {
        steps.add(line -> envelope(line) + fields);
        return this;
    }

    /** This very line. */
    ScriptedGateway saysRaw(String answer) {
        steps.add(line -> answer);
        return this;
    }

    ScriptedGateway isNotThere() {
        steps.add(
                line -> {
                    throw new NotSentException("nobody listens");
                });
        return this;
    }

    ScriptedGateway saysTooMuch() {
        steps.add(
                line -> {
                    throw new TooLargeException("its answer is larger than anything");
                });
        return this;
    }

    ScriptedGateway doesNotAnswer() {
        return doesNotAnswer("no answer within 10 s");
    }

    ScriptedGateway doesNotAnswer(String reason) {
        steps.add(
                line -> {
                    throw new IOException(reason);
                });
        return this;
    }

    TqqSession session() {
        return session(Dialect.DEFAULT, State.ONLINE);
    }

    /** A session of account 29501213 in a process that has inherited these marks. */
    TqqSession session(Marks marks, Dialect dialect) {
        Account account =
                new Account("29501213", "anna", Secret.ofPassword("123456"), State.ONLINE);
        return (TqqSession) new TqqGateway(this, dialect, marks, AT_NOON).session(account);
    }

    /** A session of account 29501213, whose own marks start at 100. */
    TqqSession session(Dialect dialect, State state) {
        Account account = new Account("29501213", "anna", Secret.ofPassword("123456"), state);
        return (TqqSession)
                new TqqGateway(this, dialect, Marks.inMemory(100), AT_NOON).session(account);
    }

    private static final Time AT_NOON =
            new Time() {
                @Override
                public Instant now() {
                    return NOON;
                }

                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public void pause(Duration atMost) {}
            };

    @Override
    public byte[] post(byte[] line) throws IOException {
        String text = new String(line, StandardCharsets.UTF_8);
        lines.add(text);
        Step step = steps.poll();
        String answer = step == null ? envelope(text) + "RES=0" : step.answer(text);
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private static String envelope(String line) {
        return "VER=1.1&CMD=%s&SEQ=%s&UIN=%s&"
                .formatted(field(line, "CMD"), field(line, "SEQ"), field(line, "UIN"));
    }

    static String field(String line, String name) {
        int start = ("&" + line).indexOf("&" + name + "=") + name.length() + 1;
        int end = line.indexOf('&', start);
        return line.substring(start, end < 0 ? line.length() : end);
    }

    /** The marks of the requests, in order. */
    List<String> seqs() {
        return lines.stream().map(line -> field(line, "SEQ")).toList();
    }
}
