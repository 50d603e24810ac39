package io.qqbridge.bench;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import jdk.management.jfr.FlightRecorderMXBean;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import javax.management.MBeanServerConnection;

/**
 * What a process spends its time on, as the JVM's flight recorder samples it: each sample counts
 * for the code of ours or of a library that is nearest to where the thread was, whatever the JDK
 * does for it.
 */
final class Profile {
    private static final int ROWS = 20;

    private final FlightRecorderMXBean recorder;
    private final long recording;

    /** Begins to sample. */
    Profile(MBeanServerConnection beans) throws IOException {
        recorder =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans, FlightRecorderMXBean.MXBEAN_NAME, FlightRecorderMXBean.class);
        recording = recorder.newRecording();
        recorder.setPredefinedConfiguration(recording, "profile");
        recorder.startRecording(recording);
    }

    /** Prints what was seen since. */
    void print(String name) throws IOException {
        Path file = Files.createTempFile("qq-bridge-bench", ".jfr");
        try {
            recorder.stopRecording(recording);
            recorder.copyTo(recording, file.toString());
            Map<String, Integer> samples = new HashMap<>();
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    RecordedEvent event = events.readEvent();
                    if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                        samples.merge(owner(event), 1, Integer::sum);
                    }
                }
            }
            int all = samples.values().stream().mapToInt(Integer::intValue).sum();
            System.out.printf("%n%s: %,d samples%n", name, all);
            samples.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(ROWS)
                    .forEach(
                            row ->
                                    System.out.printf(
                                            Locale.ROOT,
                                            "%5.1f %%  %s%n",
                                            100.0 * row.getValue() / all,
                                            row.getKey()));
        } finally {
            Files.delete(file);
        }
    }

    private static String owner(RecordedEvent sample) {
        if (sample.getStackTrace() == null) {
            return "(no stack)";
        }
        for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
            String library = library(frame.getMethod().getType().getName());
            if (library != null) {
                return library;
            }
        }
        return "(the JDK by itself)";
    }

    private static @Nullable String library(String type) {
        if (type.matches("(java|javax|jdk|sun|com\\.sun)\\..*")) {
            return null;
        }
        String[] parts = type.split("\\.", -1);
        int named = type.startsWith("org.apache.camel.component") ? 5 : 3;
        return String.join(".", Arrays.copyOf(parts, Math.min(named, parts.length - 1)));
    }
}
