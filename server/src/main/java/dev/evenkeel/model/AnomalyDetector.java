package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// CloudWatch learns what is usual for `queries`: one statistic of a metric, or metric math, of
/// which the returned query is meant.
///
/// `trainedAt` is absent until its measurements were looked at; then there is a model for each
/// period in question, or none where too little was measured.
public record AnomalyDetector(
        Scope scope,
        String id,
        List<MetricQuery> queries,
        Configuration configuration,
        Instant configuredAt,
        Optional<Instant> trainedAt,
        List<AnomalyModel> models)
        implements Resource {
    public AnomalyDetector {
        queries = List.copyOf(queries);
        models = List.copyOf(models);
    }

    /// One that has learned nothing yet.
    public static AnomalyDetector of(
            Scope scope, List<MetricQuery> queries, Configuration configuration, Instant now) {
        return new AnomalyDetector(
                scope, idOf(queries), queries, configuration, now, Optional.empty(), List.of());
    }

    /// What not to learn from, the time zone of its days, and whether spikes are usual.
    public record Configuration(
            List<Excluded> excluded, Optional<String> zone, Optional<Boolean> spikes) {
        public static final Configuration USUAL =
                new Configuration(List.of(), Optional.empty(), Optional.empty());

        public Configuration {
            excluded = List.copyOf(excluded);
        }
    }

    /// From (inclusive) and to (exclusive).
    public record Excluded(Instant from, Instant to) {
        public boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /// The metric it is for, unless it is for metric math.
    public Optional<MetricQuery.Source.Stat> single() {
        return queries.size() == 1
                        && queries.getFirst().source() instanceof MetricQuery.Source.Stat stat
                ? Optional.of(stat)
                : Optional.empty();
    }

    public Optional<AnomalyModel> model(Duration period) {
        return models.stream().filter(model -> model.period().equals(period)).findFirst();
    }

    public AnomalyDetector trained(Instant now, List<AnomalyModel> found) {
        return new AnomalyDetector(
                scope, id, queries, configuration, configuredAt, Optional.of(now), found);
    }

    /// The same for the same question, in whatever order it is written. Of a single metric the
    /// period does not matter.
    public static String idOf(List<MetricQuery> queries) {
        if (queries.size() == 1
                && queries.getFirst().source() instanceof MetricQuery.Source.Stat stat) {
            return "metric\n" + named(stat);
        }
        var lines = new ArrayList<String>();
        lines.add("math");
        queries.stream()
                .sorted(Comparator.comparing(MetricQuery::id))
                .forEach(query ->
                        lines.add(
                                query.id()
                                        + (query.returned() ? " * " : " ")
                                        + switch (query.source()) {
                                            case MetricQuery.Source.Stat stat ->
                                                    named(stat) + "\t" + stat.period();
                                            case MetricQuery.Source.Expression(String text) -> text;
                                        }));
        return String.join("\n", lines);
    }

    private static String named(MetricQuery.Source.Stat stat) {
        MetricId metric = stat.metric();
        return String.join(
                "\t",
                metric.namespace(),
                metric.name(),
                stat.statistic(),
                metric.dimensions().toString());
    }
}
