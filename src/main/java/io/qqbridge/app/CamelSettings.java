package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaClients;

import java.nio.file.Path;
import java.util.Properties;

/** What Camel is told beforehand: where the routes are, how it stops, what it shows. */
final class CamelSettings {
    private CamelSettings() {}

    /** Those of a program with this configuration. */
    static Properties of(Settings settings) throws Misconfigured {
        Path routes = Places.find(settings.get(Key.ROUTES_DIR));
        if (routes == null) {
            throw new Misconfigured(
                    "there is no folder %s with routes, here or beside the program; %s names it"
                            .formatted(settings.get(Key.ROUTES_DIR), Key.ROUTES_DIR.key()));
        }
        Properties all = new Properties();
        all.setProperty("camel.main.name", "qq-bridge");
        all.setProperty("camel.main.routesIncludePattern", "file:" + routes + "/*.yaml");
        all.setProperty("camel.main.shutdownTimeout", "2");
        all.setProperty("camel.main.jmxEnabled", "false");
        all.setProperty("camel.main.autoConfigurationLogSummary", "false");
        all.putAll(KafkaClients.camelDefaults());
        // The bridge is ready or not by its own check; Kafka being away must not end the process.
        all.setProperty("camel.health.consumersEnabled", "false");
        all.setProperty("camel.health.initialState", "up");
        all.setProperty("camel.health.exposureLevel", "full");
        all.setProperty("camel.metrics.enabled", "true");
        all.setProperty("camel.metrics.enableRoutePolicy", "false");
        all.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
        all.setProperty("camel.metrics.enableRouteEventNotifier", "false");
        all.setProperty("camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor");
        all.setProperty("camel.management.enabled", String.valueOf(settings.managementPort() != 0));
        all.setProperty("camel.management.host", settings.get(Key.MANAGEMENT_HOST));
        all.setProperty("camel.management.port", settings.get(Key.MANAGEMENT_PORT));
        all.setProperty("camel.management.healthCheckEnabled", "true");
        all.setProperty("camel.management.metricsEnabled", "true");
        all.putAll(settings.forRoutes());
        return all;
    }
}
