/**
 * What was received and is not yet in Kafka, on disk; and the marks and commands that a crash must
 * not make forgotten.
 *
 * <p>{@link io.qqbridge.journal.JournalFolder} is the folder as a whole. {@link
 * io.qqbridge.journal.SegmentLog} appends frames to segments, one sync to disk for all who wait;
 * {@link io.qqbridge.journal.FrameReader} reads them again, whatever has become of the bytes;
 * {@link io.qqbridge.journal.OpenQuestions} and {@link io.qqbridge.journal.MarkBlocks} keep the
 * marks.
 */
@NullMarked
package io.qqbridge.journal;

import org.jspecify.annotations.NullMarked;
