package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qqbridge.app.Key;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The disk of the journal is full or refuses: nothing is fetched that could not be kept. */
class DiskTest {
    private static final Size SIZE = Size.chosen();
    private static final int MEGABYTES = 16;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void mountingIsPermitted() throws Exception {
        assumeTrue(SmallDisk.isPossible(), "a small disk can be mounted only by root");
    }

    @Test
    void aFullDiskStopsTheFetchingUntilThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(MEGABYTES);
                Rig rig = Rig.start(journalOn(disk))) {
            Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
            disk.fill();
            rig.awaitNothingFetched();
            Moment.after(SIZE.diskFull());
            assertThat(rig.bridge().isAlive()).isTrue();
            assertThat(rig.allAreOnline()).isTrue();
            disk.relieve();
            traffic.awaitArriving(1)
                    .settled()
                    .print("disk full for " + SIZE.diskFull(), seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    /**
     * A disk cannot become read-only while a file of it is open for writing, so it starts there.
     */
    @Test
    void onADiskThatCannotBeWrittenNothingIsFetched() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(MEGABYTES);
                Rig rig = Rig.start(journalOn(disk))) {
            Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
            rig.bridge().kill();
            disk.readOnly(true);
            rig.startBridge();
            rig.awaitRunningOrEnded();
            long before = rig.fetched();
            Moment.after(SIZE.diskFull());
            assertThat(rig.fetched()).isEqualTo(before);
            disk.readOnly(false);
            if (!rig.bridge().isAlive()) {
                rig.startBridge();
            }
            traffic.awaitArriving(1)
                    .settled()
                    .print("disk read-only for " + SIZE.diskFull(), seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    private static Plan journalOn(SmallDisk disk) {
        return Plan.usual().with(Key.JOURNAL_DIR, disk.folder().resolve("journal").toString());
    }
}
