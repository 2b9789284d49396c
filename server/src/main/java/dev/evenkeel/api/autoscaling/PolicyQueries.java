package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.Metric;
import dev.evenkeel.wire.autoscaling.MetricDimension;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the metric queries of target tracking and of predictive scaling have in common, though AWS
/// gives them shapes of their own.
final class PolicyQueries {
    private PolicyQueries() {}

    /// Each id once, each expression right, and one query whose values are meant; `where` they are
    /// given, in the words of an error.
    static void check(List<MetricQuery> queries, String where) {
        var ids = new HashSet<String>();
        for (MetricQuery query : queries) {
            if (!ids.add(query.id())) {
                throw ApiFault.validation("The id '" + query.id() + "' is given more than once.");
            }
            try {
                MetricMath.check(queries, query.id());
            } catch (MathFault fault) {
                throw ApiFault.validation(
                        "Error in expression '" + query.id() + "': " + fault.why());
            }
        }
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw ApiFault.validation("Exactly one element of " + where + " must return data.");
        }
    }

    /// Target tracking makes alarms of its queries, and those search for nothing.
    static void requireNoSearch(List<MetricQuery> checked) {
        try {
            if (MetricMath.calls(checked, "SEARCH")) {
                throw ApiFault.validation("SEARCH is not supported on Metric Alarms.");
            }
        } catch (MathFault fault) {
            throw ApiFault.validation("Error in expression: " + fault.why());
        }
    }

    /// Either of the two.
    static Source source(String id, Optional<Source.Stat> stat, @Nullable String expression) {
        if (stat.isPresent() == (expression != null)) {
            throw ApiFault.validation(
                    "Exactly one of MetricStat and Expression must be given in '" + id + "'.");
        }
        return expression == null ? stat.orElseThrow() : new Source.Expression(expression);
    }

    static Source.Stat stat(
            @Nullable Metric given,
            @Nullable String statistic,
            Duration period,
            @Nullable String unit) {
        Metric metric = requireNonNull(given);
        String known = requireNonNull(statistic);
        if (Statistic.parse(known).isEmpty()) {
            throw ApiFault.validation("The statistic " + known + " is not known.");
        }
        var dimensions = new TreeMap<String, String>();
        for (MetricDimension dimension : Present.orEmpty(metric.dimensions())) {
            dimensions.put(requireNonNull(dimension.name()), requireNonNull(dimension.value()));
        }
        return new Source.Stat(
                new MetricId(
                        requireNonNull(metric.namespace()),
                        requireNonNull(metric.metricName()),
                        dimensions),
                known,
                period,
                Optional.ofNullable(unit));
    }

    static Metric written(MetricId metric) {
        return new Metric(
                metric.namespace(),
                metric.name(),
                metric.dimensions().entrySet().stream()
                        .map(d -> new MetricDimension(d.getKey(), d.getValue()))
                        .toList());
    }
}
