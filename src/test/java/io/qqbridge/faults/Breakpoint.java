package io.qqbridge.faults;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;

import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Holds a process at a named point, from outside, as a debugger does: the program has no hooks for
 * its tests. Every thread of it stands still then, and what kills it there kills it at that point.
 */
final class Breakpoint {
    /** What the JVM is started with, to be stopped later; it says on which port. */
    static final String JVM_OPTION =
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    private final VirtualMachine machine;
    private final Point point;
    private final int nth;

    /** Sets a breakpoint that holds the process when the point is reached for the nth time. */
    static Breakpoint set(ProgramProcess process, Point point, int nth)
            throws IOException, IllegalConnectorArgumentsException, ClassNotFoundException {
        String port = process.awaitGroup("Listening for transport dt_socket at address: (\\d+)");
        AttachingConnector connector =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        argument(arguments, "hostname", "127.0.0.1");
        argument(arguments, "port", port);
        Breakpoint breakpoint = new Breakpoint(connector.attach(arguments), point, nth);
        breakpoint.arm();
        return breakpoint;
    }

    private Breakpoint(VirtualMachine machine, Point point, int nth) {
        this.machine = machine;
        this.point = point;
        this.nth = nth;
    }

    private static void argument(
            Map<String, Connector.Argument> arguments, String name, String value) {
        Connector.Argument argument = arguments.get(name);
        if (argument == null) {
            throw new IllegalStateException("the debugger takes no argument " + name);
        }
        argument.setValue(value);
    }

    private void arm() throws ClassNotFoundException {
        ClassPrepareRequest loading = machine.eventRequestManager().createClassPrepareRequest();
        loading.addClassFilter(point.type());
        loading.enable();
        // A class that is loaded already is not loaded again.
        machine.classesByName(point.type()).forEach(this::arm);
    }

    private void arm(ReferenceType type) {
        for (Method method : type.methodsByName(point.method())) {
            if (!method.isAbstract() && !method.isBridge()) {
                BreakpointRequest request =
                        machine.eventRequestManager().createBreakpointRequest(method.location());
                request.addCountFilter(nth);
                request.enable();
            }
        }
    }

    /** Waits until the process stands at the point. */
    void awaitReached(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            EventSet events = left <= 0 ? null : machine.eventQueue().remove(left);
            if (events == null) {
                throw new AssertionError("nobody came to where " + point + " in " + atMost);
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent) {
                    return;
                }
                if (event instanceof ClassPrepareEvent loaded) {
                    arm(loaded.referenceType());
                }
            }
            events.resume();
        }
    }

    /** Lets go of a process that is dead by now. */
    void dispose() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException e) {
            // It has let go of us first.
            return;
        }
    }
}
