package dev.evenkeel.simulate;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the one group of a scenario measures, under AWS's names, whatever the dimensions it is
/// asked for: `CPUUtilization` (how busy its instances are, in percent), `RequestCountPerTarget`
/// and `RequestCount`.
final class FleetMetrics implements MetricReader {
    private static final List<String> NAMESPACES = List.of("AWS/EC2", "AWS/ApplicationELB");

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final Scope scope;

    FleetMetrics(Scope scope) {
        this.scope = scope;
    }

    void record(String name, Instant at, double value) {
        store.record(scope, plain(name), Datapoint.of(at, value), "None");
    }

    private static MetricId plain(String name) {
        return MetricId.of("fleet", name, Map.of());
    }

    @Override
    public List<Value> read(
            Scope asked, MetricId metric, String statistic, Duration period, Span span) {
        return NAMESPACES.contains(metric.namespace())
                ? store.read(scope, plain(metric.name()), statistic, period, span)
                : List.of();
    }

    @Override
    public List<MetricId> list(Scope asked, Optional<String> namespace, Optional<String> name) {
        return List.of();
    }

    @Override
    public String unit(Scope asked, MetricId metric) {
        return "None";
    }
}
