package io.qqbridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What breaks a promise is found; a fuzzer that finds nothing proves nothing. */
@Isolated("it looks at the memory that the whole process uses")
class FuzzingTest {
    private interface Reads {
        void read(byte[] input) throws Exception;
    }

    /** A target that breaks when it reads the words, which no seed has. */
    private record Broken(String name, Reads reads) implements Target {
        @Override
        public List<byte[]> seeds() {
            return List.of("abc".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> tokens() {
            return List.of("word");
        }

        @Override
        public String read(byte[] input) throws Exception {
            boolean broken = new String(input, StandardCharsets.UTF_8).contains("word");
            if (broken) {
                reads.read(input);
            }
            return String.valueOf(broken);
        }
    }

    @Test
    void whatThrows() {
        Target target =
                new Broken(
                        "throwing",
                        input -> {
                            throw new IllegalStateException("broken");
                        });

        assertThatThrownBy(() -> fuzz(target))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken")
                .hasMessageContaining("-Dfuzz.input=target/fuzz/throwing-1.bin")
                .hasMessageContaining("-Dfuzz.seed=1");
        assertThat(FileTarget.content(Findings.FOLDER.resolve("throwing-1.bin")))
                .asString(StandardCharsets.UTF_8)
                .contains("word");
    }

    @Test
    void whatNeverEnds() {
        CountDownLatch end = new CountDownLatch(1);

        assertThatThrownBy(() -> fuzz(new Broken("hanging", input -> end.await())))
                .hasMessageContaining("does not end")
                .hasMessageContaining("CountDownLatch.await");
        end.countDown();
    }

    @Test
    void whatGrows() {
        Footprint before = Footprint.now(0);
        byte[] kept = new byte[64 << 20];

        try {
            assertThatThrownBy(() -> Footprint.now(0).requireNoMoreThan(before))
                    .hasMessageContaining("grows");
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    private static String fuzz(Target target) throws Exception {
        return new Fuzzing(target, 1, Duration.ofSeconds(2)).run(Duration.ofSeconds(1));
    }
}
