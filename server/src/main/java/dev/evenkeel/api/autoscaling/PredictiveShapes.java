package dev.evenkeel.api.autoscaling;

import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.ScalingPolicy.PredictedMetrics;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.wire.autoscaling.MetricDataQuery;
import dev.evenkeel.wire.autoscaling.PredictiveScalingConfiguration;
import dev.evenkeel.wire.autoscaling.PredictiveScalingCustomizedCapacityMetric;
import dev.evenkeel.wire.autoscaling.PredictiveScalingCustomizedLoadMetric;
import dev.evenkeel.wire.autoscaling.PredictiveScalingCustomizedScalingMetric;
import dev.evenkeel.wire.autoscaling.PredictiveScalingMetricSpecification;
import dev.evenkeel.wire.autoscaling.PredictiveScalingPredefinedLoadMetric;
import dev.evenkeel.wire.autoscaling.PredictiveScalingPredefinedMetricPair;
import dev.evenkeel.wire.autoscaling.PredictiveScalingPredefinedScalingMetric;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Predictive scaling configurations as the API shows them.
final class PredictiveShapes {
    private PredictiveShapes() {}

    static PredictiveScalingConfiguration configuration(Predictive method) {
        return PredictiveScalingConfiguration.builder()
                .metricSpecifications(List.of(specification(method)))
                .mode(method.scales() ? PredictiveMethods.SCALES : PredictiveMethods.ONLY)
                .schedulingBufferTime(Math.toIntExact(method.buffer().toSeconds()))
                .maxCapacityBreachBehavior(
                        method.maxBuffer().isPresent()
                                ? PredictiveMethods.INCREASES
                                : PredictiveMethods.HONORS)
                .maxCapacityBuffer(method.maxBuffer().orElse(null))
                .build();
    }

    static PredictiveScalingMetricSpecification specification(Predictive method) {
        PredictedMetrics metrics = method.metrics();
        return PredictiveScalingMetricSpecification.builder()
                .targetValue(method.target())
                .predefinedMetricPairSpecification(
                        metrics.pair()
                                .map(pair ->
                                        new PredictiveScalingPredefinedMetricPair(
                                                pair.type(), pair.resourceLabel().orElse(null)))
                                .orElse(null))
                .predefinedLoadMetricSpecification(
                        metrics.load()
                                .map(load ->
                                        new PredictiveScalingPredefinedLoadMetric(
                                                load.type(), load.resourceLabel().orElse(null)))
                                .orElse(null))
                .predefinedScalingMetricSpecification(
                        metrics.scaling()
                                .map(scaling ->
                                        new PredictiveScalingPredefinedScalingMetric(
                                                scaling.type(),
                                                scaling.resourceLabel().orElse(null)))
                                .orElse(null))
                .customizedLoadMetricSpecification(
                        own(metrics.loadQueries(), PredictiveScalingCustomizedLoadMetric::new))
                .customizedScalingMetricSpecification(
                        own(
                                metrics.scalingQueries(),
                                PredictiveScalingCustomizedScalingMetric::new))
                .customizedCapacityMetricSpecification(
                        own(
                                metrics.capacityQueries(),
                                PredictiveScalingCustomizedCapacityMetric::new))
                .build();
    }

    private static <T> @Nullable T own(
            List<MetricQuery> queries, Function<List<MetricDataQuery>, T> shape) {
        return queries.isEmpty() ? null : shape.apply(PredictiveQueries.written(queries));
    }
}
