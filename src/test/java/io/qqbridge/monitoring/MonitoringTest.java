package io.qqbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.qqbridge.metrics.AllMeters;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What ships to watch the bridge with speaks of meters that there are, and says what it means. */
class MonitoringTest {
    private static final Pattern METER = Pattern.compile("\\bqq_[a-z_]+");

    private final Tool promtool = new Tool("promtool");

    private static Set<String> meters(String text) {
        return METER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("_seconds_(bucket|count|sum)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(Dashboard.FOLDER.resolve(file).toFile());
    }

    @Test
    void alertsAndDashboardKnowOnlyMetersThatThereAre() throws Exception {
        assertThat(AllMeters.names())
                .containsAll(meters(String.join(" ", new Dashboard().queries())))
                .containsAll(meters(Files.readString(Dashboard.FOLDER.resolve("rules.yaml"))));
    }

    @Test
    void everyMeterIsOnTheDashboard() throws Exception {
        assertThat(meters(String.join(" ", new Dashboard().queries())))
                .containsExactlyInAnyOrderElementsOf(AllMeters.names());
    }

    @Test
    void aLinkToTheDashboardStaysGood() throws Exception {
        assertThat(new Dashboard().json().path("uid").asText()).isEqualTo("qq-bridge");
        assertThat(new Dashboard().json().path("panels"))
                .isNotEmpty()
                .extracting(panel -> panel.path("id").intValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyAlertIsTestedBothWaysAndInTheReadme() throws Exception {
        List<String> alerts = yaml("rules.yaml").findValuesAsText("alert");
        assertThat(alerts).hasSizeGreaterThan(10);
        Set<String> fire = new TreeSet<>();
        Set<String> stay = new TreeSet<>();
        for (JsonNode test : yaml("rules-test.yaml").path("tests")) {
            for (JsonNode alert : test.path("alert_rule_test")) {
                (alert.path("exp_alerts").isEmpty() ? stay : fire)
                        .add(alert.path("alertname").asText());
            }
        }
        assertThat(fire).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(stay).containsExactlyInAnyOrderElementsOf(alerts);
        String readme = Files.readString(Path.of("README.md"));
        assertThat(alerts).allSatisfy(alert -> assertThat(readme).contains("| `" + alert + "` |"));
    }

    @Test
    void prometheusAgrees() throws Exception {
        assumeTrue(promtool.isThere(), "promtool is not there (apt-get install prometheus)");

        promtool.run(Dashboard.FOLDER, "check", "config", "prometheus.yaml");
        assertThat(promtool.run(Dashboard.FOLDER, "test", "rules", "rules-test.yaml"))
                .contains("SUCCESS");
    }
}
