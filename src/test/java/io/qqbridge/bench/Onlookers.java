package io.qqbridge.bench;

import io.qqbridge.testing.Control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody with the console open, who sees the first accounts live, and a Prometheus. */
final class Onlookers implements AutoCloseable {
    /** As in k8s/monitoring/prometheus.yaml. */
    private static final int SECONDS_BETWEEN_SCRAPES = 10;

    private final String url;
    private final Control scraped;
    private final InputStreamReader stream;
    private final CountDownLatch shown = new CountDownLatch(1);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    Onlookers(int port) {
        url = "http://127.0.0.1:%d/console/api/".formatted(port);
        scraped = new Control(port);
        try {
            stream =
                    new InputStreamReader(
                            URI.create(url + "stream").toURL().openStream(),
                            StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Future<?> unused = threads.submit(this::look);
        unused =
                threads.scheduleAtFixedRate(
                        () -> scraped.text("/observe/metrics"),
                        0,
                        SECONDS_BETWEEN_SCRAPES,
                        TimeUnit.SECONDS);
    }

    private Void look() throws IOException {
        BufferedReader lines = new BufferedReader(stream);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int id = line.indexOf("\"stream\":\"");
            if (id >= 0) {
                String rest = line.substring(id + "\"stream\":\"".length());
                URI.create(url + "accounts?stream=" + rest.substring(0, rest.indexOf('"')))
                        .toURL()
                        .openStream()
                        .close();
                shown.countDown();
            }
        }
        return null;
    }

    /** Returns when the console shows accounts. */
    void awaitSight() throws InterruptedException {
        shown.await();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        stream.close();
    }
}
