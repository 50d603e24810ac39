package io.qqbridge.testing;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The simulator as a process of its own: accounts with one contact each, which is silent. */
public final class GatewayProcess implements AutoCloseable {
    /** The number of its first account; the others follow. */
    public static final int FIRST_UIN = 10001;

    private final ProgramProcess process;
    private final List<String> uins;

    private GatewayProcess(ProgramProcess process, List<String> uins) {
        this.process = process;
        this.uins = uins;
    }

    /**
     * Starts it on ports of its own, and does not wait for it.
     *
     * @param launch how
     * @param accounts how many accounts it has
     * @param more what else is said to the simulator
     */
    public static GatewayProcess start(Launch launch, int accounts, String... more)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "simulator",
                                "--port=0",
                                "--control-port=0",
                                "--chatter=0",
                                "--contacts=1",
                                "--first-uin=" + FIRST_UIN,
                                "--accounts=" + accounts));
        arguments.addAll(List.of(more));
        return new GatewayProcess(
                launch.start(arguments.toArray(String[]::new)),
                IntStream.range(FIRST_UIN, FIRST_UIN + accounts)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /** The numbers of its accounts. */
    public List<String> uins() {
        return uins;
    }

    /** Where it answers; waits until it does. */
    public URI url() {
        return URI.create(process.awaitGroup("gateway on (http://\\S+) "));
    }

    /** What steers it; waits until it can be. */
    public Control control() {
        return new Control(
                Integer.parseInt(process.awaitGroup("control API on http://[0-9.]+:(\\d+)")));
    }

    @Override
    public void close() {
        process.close();
    }
}
