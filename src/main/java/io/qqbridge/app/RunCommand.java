package io.qqbridge.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code run}: the bridge itself. */
@Command(
        name = "run",
        description = "Runs the bridge between a real Kafka and a real gateway.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        Settings settings = config.settings();
        settings.logFormat().use();
        try (Lifetime lifetime = new Lifetime()) {
            lifetime.add(Bridge.start(settings));
            OldGeneration.watch();
            LOG.info(
                    "running: gateway {}, Kafka {}, {}",
                    settings.gatewayUrl(),
                    settings.get(Key.KAFKA_BOOTSTRAP_SERVERS),
                    settings.managementPort() == 0
                            ? "no metrics, health and console"
                            : "console on http://%1$s:%2$d/console/, metrics and health on"
                                    .concat(" http://%1$s:%2$d/observe")
                                    .formatted(
                                            settings.get(Key.MANAGEMENT_HOST),
                                            settings.managementPort()));
            lifetime.await();
            LOG.info("stopping");
        }
        return 0;
    }
}
