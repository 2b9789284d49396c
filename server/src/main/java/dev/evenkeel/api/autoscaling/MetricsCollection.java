package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMetric;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.DescribeMetricCollectionTypesAnswer;
import dev.evenkeel.wire.autoscaling.DisableMetricsCollectionQuery;
import dev.evenkeel.wire.autoscaling.EnableMetricsCollectionQuery;
import dev.evenkeel.wire.autoscaling.EnabledMetric;
import dev.evenkeel.wire.autoscaling.MetricCollectionType;
import dev.evenkeel.wire.autoscaling.MetricGranularityType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which group metrics are collected; naming none means all. There is one granularity.
final class MetricsCollection {
    private static final String MINUTE = "1Minute";

    private MetricsCollection() {}

    static Decision<Nothing> enable(World world, Call call, EnableMetricsCollectionQuery input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        if (!MINUTE.equals(input.granularity())) {
            throw ApiFault.validation(
                    "Granularity '"
                            + input.granularity()
                            + "' is not valid; the only valid granularity is "
                            + MINUTE
                            + ".");
        }
        var metrics = new TreeSet<>(group.rules().metrics());
        metrics.addAll(named(input.metrics()));
        return with(group, metrics);
    }

    static Decision<Nothing> disable(World world, Call call, DisableMetricsCollectionQuery input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        var metrics = new TreeSet<>(group.rules().metrics());
        named(input.metrics()).forEach(metrics::remove);
        return with(group, metrics);
    }

    private static List<String> named(@Nullable List<String> asked) {
        List<String> named = Present.orEmpty(asked);
        for (String metric : named) {
            if (GroupMetric.of(metric).isEmpty()) {
                throw ApiFault.validation("Metric '" + metric + "' is not a valid group metric.");
            }
        }
        return named.isEmpty() ? all() : named;
    }

    private static List<String> all() {
        return Arrays.stream(GroupMetric.values()).map(GroupMetric::word).toList();
    }

    private static Decision<Nothing> with(AutoScalingGroup group, Set<String> metrics) {
        AutoScalingGroup next = group.edit().rules(group.rules().withMetrics(metrics)).done();
        return new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
    }

    static List<EnabledMetric> enabled(AutoScalingGroup group) {
        return group.rules().metrics().stream()
                .map(metric -> new EnabledMetric(metric, MINUTE))
                .toList();
    }

    static DescribeMetricCollectionTypesAnswer types(World world, Call call, Nothing input) {
        return new DescribeMetricCollectionTypesAnswer(
                all().stream().map(MetricCollectionType::new).toList(),
                List.of(new MetricGranularityType(MINUTE)));
    }
}
