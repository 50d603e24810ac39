package io.qqbridge.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a Java process of this machine uses, as it and the kernel tell. */
final class Vitals implements AutoCloseable {
    private static final String RESIDENT = "VmRSS:";

    /** Its name, eleven fields, and the ticks in user and in system mode (proc(5)). */
    private static final Pattern COMPILER =
            Pattern.compile("\\(C[12] Compiler[^)]*\\)(?: \\S+){11} (\\d+) (\\d+) ");

    private static final double TICKS = 100;

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final OperatingSystemMXBean system;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final CompilationMXBean compiler;

    /**
     * What a process has used since it started, and what it holds now.
     *
     * @param cpuSeconds of all its threads, in user and system mode
     * @param compilerSeconds of them those of the compilers that live
     * @param allocatedBytes on the heap, by the threads that live
     * @param residentBytes of memory, as the kernel counts
     * @param threads of the platform
     * @param files open, sockets among them
     */
    record Reading(
            double cpuSeconds,
            double compilerSeconds,
            long allocatedBytes,
            long residentBytes,
            int threads,
            long files) {}

    @SuppressWarnings("BanJNDI") // The address comes from a process that we have started.
    Vitals(long pid) throws IOException, AttachNotSupportedException {
        this.pid = pid;
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        String address;
        try {
            address = machine.startLocalManagementAgent();
        } finally {
            machine.detach();
        }
        connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        beans = connector.getMBeanServerConnection();
        system =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans,
                        ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME,
                        UnixOperatingSystemMXBean.class);
        threads =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        compiler =
                ManagementFactory.newPlatformMXBeanProxy(
                        beans, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
    }

    /** Samples what it does from now on. */
    Profile profile() throws IOException {
        return new Profile(pid, beans);
    }

    /** As things stand. */
    Reading read() throws IOException {
        return new Reading(
                system.getProcessCpuTime() / 1e9,
                compilerSeconds(),
                threads.getTotalThreadAllocatedBytes(),
                residentBytes(),
                threads.getThreadCount(),
                ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount());
    }

    private double compilerSeconds() throws IOException {
        double seconds = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                seconds += compilerSeconds(task);
            }
        }
        return seconds;
    }

    /** Of one thread: 0 where it is no compiler, or has ended meanwhile. */
    private static double compilerSeconds(Path task) {
        try {
            Matcher stat = COMPILER.matcher(Files.readString(task.resolve("stat")));
            return stat.find()
                    ? (Long.parseLong(stat.group(1)) + Long.parseLong(stat.group(2))) / TICKS
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** What its compilers have worked so far. */
    Duration compiled() {
        return Duration.ofMillis(compiler.getTotalCompilationTime());
    }

    /** Bytes of the heap in use after a full collection. */
    long heapAfterCollection() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private long residentBytes() throws IOException {
        String line =
                Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(status -> status.startsWith(RESIDENT))
                        .findFirst()
                        .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
