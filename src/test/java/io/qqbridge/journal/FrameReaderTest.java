package io.qqbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A segment is read whatever has become of its bytes. */
class FrameReaderTest {
    private static final Frame A = new Frame(Frame.Kind.ANSWER, 1, new byte[] {1, 2, 3});
    private static final Frame B = new Frame(Frame.Kind.COMMAND, 2, new byte[1000]);
    private static final Frame C = Frame.strike(1);

    private static byte[] bytes(Frame... frames) {
        ByteBuffer bytes = ByteBuffer.allocate(Arrays.stream(frames).mapToInt(Frame::size).sum());
        Arrays.stream(frames).forEach(frame -> frame.write(bytes));
        return bytes.array();
    }

    private static List<String> read(byte[] bytes) {
        return FrameReader.read(ByteBuffer.wrap(bytes)).frames().stream()
                .map(Frame::toString)
                .toList();
    }

    private static List<String> named(Frame... frames) {
        return Arrays.stream(frames).map(Frame::toString).toList();
    }

    @Test
    void allFramesInOrder() {
        FrameReader.Contents contents = FrameReader.read(ByteBuffer.wrap(bytes(A, B, C)));

        assertThat(contents.frames())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(A, B, C);
        assertThat(contents.damaged()).isZero();
        assertThat(contents.unfinished()).isZero();
    }

    @Property
    void anUnfinishedWriteCostsNothingThatWasFinishedBefore(
            @ForAll @IntRange(max = 1045) int missing) {
        byte[] all = bytes(A, C, B);
        byte[] cut = Arrays.copyOf(all, all.length - 1 - missing % B.size());

        FrameReader.Contents contents = FrameReader.read(ByteBuffer.wrap(cut));

        assertThat(contents.frames()).hasSize(2);
        assertThat(contents.damaged()).isZero();
        assertThat(contents.unfinished()).isEqualTo(cut.length - A.size() - C.size());
    }

    @Property
    void aSpoiltByteCostsOneFrameAtMost(
            @ForAll @IntRange(max = 1100) int position,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        byte[] all = bytes(A, B, C);
        all[position % all.length] ^= (byte) by;

        List<String> found = read(all);

        assertThat(found).hasSize(2).isSubsetOf(named(A, B, C));
    }

    @Property
    void anyBytesBetweenFramesAreSkipped(@ForAll @Size(max = 200) byte[] garbage) {
        List<Byte> all = new ArrayList<>();
        for (byte[] part : List.of(bytes(A), garbage, bytes(B), garbage, bytes(C))) {
            for (byte each : part) {
                all.add(each);
            }
        }
        byte[] joined = new byte[all.size()];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = all.get(i);
        }

        FrameReader.Contents contents = FrameReader.read(ByteBuffer.wrap(joined));

        assertThat(contents.frames()).hasSize(3);
        assertThat(contents.damaged()).isEqualTo(2 * garbage.length);
    }

    @Test
    void bytesThatPretendToBeFramesCostLinearTime() {
        ByteBuffer bytes = ByteBuffer.allocate(8 * 1024 * 1024);
        while (bytes.remaining() >= Frame.HEADER) {
            bytes.putInt(Frame.MAGIC).putInt(bytes.capacity() / 2).putInt(0);
            bytes.put((byte) 'a').putLong(7);
        }
        bytes.flip();

        long start = System.nanoTime();
        assertThat(FrameReader.read(bytes).frames()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
