package io.qqbridge.fuzz;

import static io.qqbridge.fuzz.Targets.require;
import static io.qqbridge.fuzz.Targets.requireOneLine;

import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Request;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The lines of the wire, of both directions. */
record Decoder() implements Target {
    private static final Path VECTORS = Path.of("src/test/resources/protocol/vectors.tsv");

    @Override
    public String name() {
        return "decoder";
    }

    @Override
    public List<byte[]> seeds() {
        String rows =
                new String(FileTarget.content(VECTORS), java.nio.charset.StandardCharsets.UTF_8);
        return Targets.seeds(name(), rows.lines().skip(1).map(row -> row.split("\t", 3)[2]));
    }

    @Override
    public List<String> tokens() {
        return Stream.of(
                        "VER CMD SEQ UIN RES RS HI LI RA FN SN UN ST FC NK CD MN MT MG VC PS M5 LC TN UT PR",
                        "Login List Query_Stat GetInfo AddToList GetMsgEx Finger VERIFYCODE LOGOUT CLTMSG",
                        "& = , % %2c %26 %25 %0a %252c %e4%bd%a0 %f0%9f%98%80 %ed%a0%80 %c0%80 &RES=0&RS=0")
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();
    }

    @Override
    public String read(byte[] input) {
        return read(input, Answer::decode, Answer::encode, answer -> answer.reply().getClass())
                + " / "
                + read(
                        input,
                        Request::decode,
                        Request::encode,
                        request -> request.command().getClass());
    }

    private static <T> String read(
            byte[] line,
            Function<byte[], Decoded<T>> decode,
            Function<T, byte[]> encode,
            Function<T, Class<?>> kind) {
        byte[] before = line.clone();
        Decoded<T> decoded = decode.apply(line);
        require(decoded.equals(decode.apply(before)), "the same line decodes to something else");
        return switch (decoded) {
            case Decoded.Malformed<T> malformed -> {
                requireOneLine(malformed.why());
                yield Targets.kind(malformed.why());
            }
            case Decoded.Good<T> good -> {
                Decoded<T> again = decode.apply(encode.apply(good.value()));
                require(again.equals(good), "cannot be said again: " + good + " became " + again);
                yield kind.apply(good.value()).getSimpleName();
            }
        };
    }
}
