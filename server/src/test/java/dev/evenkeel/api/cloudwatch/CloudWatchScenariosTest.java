package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scenario files of CloudWatch.
class CloudWatchScenariosTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarms",
                "alarms-refused",
                "alarms-found",
                "anomaly-detectors",
                "composite-alarms",
                "alarm-history",
                "dashboards",
                "tags",
                "metrics",
                "metric-queries"
            })
    void theScenarioHolds(String name) {
        var store = new MetricStore(Retention.CLOUDWATCH);
        new Scenario(CloudWatch.operations(store, store))
                .play("dev/evenkeel/api/cloudwatch/scenarios/" + name + ".txt");
    }
}
