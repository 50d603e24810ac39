package io.qqbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.testing.Control;
import io.qqbridge.testing.Moment;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Prometheus beside a running demo; for five minutes with {@code -Dmonitoring=long}, else as
 * long as it takes to draw a line.
 */
class PrometheusTest {
    private static final Duration WATCHED =
            "long".equals(System.getProperty("monitoring"))
                    ? Duration.ofMinutes(5)
                    : Duration.ofSeconds(12);

    @TempDir private Path folder = Path.of("");

    private static String config(String target) {
        return """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
          - job_name: qq-bridge
            metrics_path: /observe/metrics
            static_configs:
              - targets: ['%s']
        """
                .formatted(Dashboard.FOLDER.resolve("rules.yaml").toAbsolutePath(), target);
    }

    @Test
    void everyQueryOfTheDashboardIsAnswered() throws Exception {
        Tool prometheus = new Tool("prometheus");
        assumeTrue(prometheus.isThere(), "Prometheus is not there (apt-get install prometheus)");
        int port = Ports.free();
        try (ProgramProcess demo = ProgramProcess.start(folder, "demo", "--plain")) {
            String target = demo.awaitGroup("metrics http://([0-9.:]+)/observe/metrics");
            Files.writeString(folder.resolve("prometheus.yaml"), config(target));
            Process process =
                    prometheus.start(
                            folder,
                            ProcessBuilder.Redirect.to(folder.resolve("log.txt").toFile()),
                            "--config.file=prometheus.yaml",
                            "--storage.tsdb.path=data",
                            "--web.listen-address=127.0.0.1:" + port);
            try {
                Control api = new Control(port);
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> !query(api, "qq_account_online").isEmpty());
                Moment.after(WATCHED);
                List<String> unanswered = new ArrayList<>();
                for (String expr : new Dashboard().queries()) {
                    String now = expr.replace("$job", ".*").replace("$__rate_interval", "10s");
                    if (query(api, now).isEmpty()) {
                        unanswered.add(now);
                    }
                }
                assertThat(unanswered).isEmpty();
                assertThat(query(api, "sum(qq_messages_total)").findValuesAsText("value"))
                        .isNotEmpty();
                assertThat(
                                api.get("/api/v1/alerts")
                                        .path("data")
                                        .path("alerts")
                                        .findValuesAsText("alertname"))
                        .allMatch(alert -> alert.matches("QqAccountDown|QqAccountNeedsAPerson"));
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static JsonNode query(Control api, String expr) {
        return api.get("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }
}
