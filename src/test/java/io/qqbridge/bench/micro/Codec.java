package io.qqbridge.bench.micro;

import io.qqbridge.event.Event;
import io.qqbridge.event.Json;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Lines and JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Codec {
    private static final Request POLL =
            new Request("1.1", "1766000017", "29501213", new Request.Command.GetMsgEx());

    private static final Event EVENT =
            new MessageReceived(
                    "29501213",
                    "private:24259132",
                    "24259132",
                    "你好, 100% & 包邮: message 17",
                    Instant.parse("2026-01-31T12:00:00.123456Z"),
                    null);

    private static final byte[] NOTHING = answer(List.of());

    private static final byte[] TEN =
            answer(
                    IntStream.range(0, 10)
                            .mapToObj(
                                    i ->
                                            new Message(
                                                    Message.USER,
                                                    "24259132",
                                                    "你好, 100% & 包邮: message " + i))
                            .toList());

    private static byte[] answer(List<Message> messages) {
        return new Answer(
                        "1.1",
                        "GETMSGEX",
                        "1766000017",
                        "29501213",
                        new Answer.Reply.Messages(messages))
                .encode();
    }

    /** An answer of ten messages, with escapes and Chinese in each. */
    @Benchmark
    public Decoded<Answer> decodeTenMessages() {
        return Answer.decode(TEN);
    }

    /** What most polls bring. */
    @Benchmark
    public Decoded<Answer> decodeNothing() {
        return Answer.decode(NOTHING);
    }

    /** What each poll sends. */
    @Benchmark
    public byte[] encodePoll() {
        return POLL.encode();
    }

    /** The value of a record. */
    @Benchmark
    public byte @Nullable [] writeJson() {
        return Json.write(EVENT);
    }
}
