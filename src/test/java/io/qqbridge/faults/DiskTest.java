package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Moment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The disk of the journal is full or refuses: nothing is fetched that could not be kept. */
class DiskTest {
    private static final Size SIZE = Size.chosen();
    private static final int MEGABYTES = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Parts PARTS = new Parts();

    private static @Nullable SmallDisk shared;
    private static @Nullable Rig sharedRig;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(SmallDisk.isPossible(), "a small disk can be mounted only by root");
        shared = PARTS.add(SmallDisk.mount(MEGABYTES));
        sharedRig = PARTS.add(Rig.start(Plan.usual().with(Key.JOURNAL_DIR, journal().toString())));
    }

    @AfterAll
    static void stop() {
        PARTS.close();
    }

    @Test
    void aFullDiskStopsTheFetchingUntilThereIsRoom() throws Exception {
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        assertThat(gate()).isZero();
        disk().fill();
        await().atMost(PATIENCE).until(() -> gate() == 1);
        rig().awaitNothingFetched();
        long fetched = rig().fetched();
        Moment.after(SIZE.diskFull());
        assertThat(rig().fetched()).isEqualTo(fetched);
        assertThat(rig().allAreOnline()).isTrue();
        assertThat(gate()).isEqualTo(1);
        assertThat(rig().metrics().health().up()).isFalse();
        // JSON may escape a slash.
        assertThat(rig().metrics().health().text().replace("\\", ""))
                .contains("nothing is fetched: the journal in " + journal());
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains(journal() + " cannot be written", Key.JOURNAL_DIR.key());

        disk().relieve();
        await().atMost(PATIENCE).until(() -> gate() == 0 && rig().metrics().health().up());
        traffic.awaitArriving(1)
                .settled()
                .print("disk full for " + SIZE.diskFull(), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
        assertThat(rig().allAreOnline()).isTrue();
    }

    /**
     * A disk cannot become read-only while a file of it is open for writing, so it starts there.
     */
    @Test
    void onADiskThatCannotBeWrittenTheBridgeDoesNotStart() throws Exception {
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        rig().bridge().kill();
        disk().readOnly(true);
        long before = rig().fetched();
        rig().startBridge();
        assertThat(rig().bridge().awaitExit()).isNotZero();
        assertThat(rig().bridge().lines())
                .filteredOn(line -> line.contains(journal().toString()))
                .singleElement()
                .asString()
                .contains(Key.JOURNAL_DIR.key());
        assertThat(rig().fetched()).isEqualTo(before);

        disk().readOnly(false);
        rig().startBridge();
        rig().awaitRunning();
        traffic.awaitArriving(1)
                .settled()
                .print("disk read-only at a start", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @AfterEach
    void mend() throws Exception {
        disk().readOnly(false);
        disk().relieve();
    }

    private static double gate() throws Exception {
        return rig().metrics().sum("qq_gate_closed");
    }

    private static List<String> complaints() {
        return rig().bridge().lines().stream()
                .filter(line -> line.contains("cannot be written"))
                .toList();
    }

    private static Path journal() {
        return disk().folder().resolve("journal");
    }

    private static SmallDisk disk() {
        return Objects.requireNonNull(shared);
    }

    private static Rig rig() {
        return Objects.requireNonNull(sharedRig);
    }
}
