package io.qqbridge.bench;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
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
    private static final int ROWS = 25;
    private static final String JDK = "(the JDK by itself)";
    private static final String OF_THE_JDK = "(java|javax|jdk|sun|com\\.sun)\\..*";

    private final long pid;
    private final Map<String, Double> threadsBefore;
    private final FlightRecorderMXBean recorder;
    private final long recording;

    /** Begins to sample. */
    Profile(long pid, MBeanServerConnection beans) throws IOException {
        this.pid = pid;
        this.threadsBefore = Threads.cpuSeconds(pid);
        recorder =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans, FlightRecorderMXBean.MXBEAN_NAME, FlightRecorderMXBean.class);
        recording = recorder.newRecording();
        recorder.setPredefinedConfiguration(recording, "profile");
        recorder.startRecording(recording);
    }

    /** Prints what was seen since: by thread, by library, and by method. */
    void print(String name) throws IOException {
        print(
                name + " by thread, in seconds of CPU",
                Threads.between(threadsBefore, Threads.cpuSeconds(pid)));
        Path file = Files.createTempFile("qq-bridge-bench", ".jfr");
        try {
            recorder.stopRecording(recording);
            recorder.copyTo(recording, file.toString());
            Map<String, Double> libraries = new HashMap<>();
            Map<String, Double> methods = new HashMap<>();
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    RecordedEvent event = events.readEvent();
                    if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                        RecordedMethod owner = owner(event);
                        libraries.merge(owner == null ? JDK : library(owner), 1.0, Double::sum);
                        methods.merge(owner == null ? JDK : method(owner), 1.0, Double::sum);
                    }
                }
            }
            print(name + " by library, in samples", libraries);
            print(name + " by method, in samples", methods);
        } finally {
            Files.delete(file);
        }
    }

    private static void print(String title, Map<String, Double> samples) {
        double all = samples.values().stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf("%n%s: %s%n", title, Table.number(all));
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
    }

    private static @Nullable RecordedMethod owner(RecordedEvent sample) {
        return sample.getStackTrace() == null
                ? null
                : sample.getStackTrace().getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .filter(method -> !method.getType().getName().matches(OF_THE_JDK))
                        .findFirst()
                        .orElse(null);
    }

    private static String library(RecordedMethod method) {
        String type = method.getType().getName();
        String[] parts = type.split("\\.", -1);
        int named = type.startsWith("org.apache.camel.component") ? 5 : 3;
        return String.join(".", Arrays.copyOf(parts, Math.min(named, parts.length - 1)));
    }

    private static String method(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }
}
