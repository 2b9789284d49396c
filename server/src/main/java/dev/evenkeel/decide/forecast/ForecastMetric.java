package dev.evenkeel.decide.forecast;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.ScalingPolicy;
import java.util.Map;

/// The `AWS/AutoScaling` metrics of a predictive policy, one value an hour each.
public final class ForecastMetric {
    private static final String NAMESPACE = "AWS/AutoScaling";
    private static final String GROUP = "AutoScalingGroupName";
    private static final String POLICY = "PolicyName";

    private ForecastMetric() {}

    public static MetricId load(ScalingPolicy policy) {
        return ofPair("PredictiveScalingLoadForecast", policy);
    }

    public static MetricId capacity(ScalingPolicy policy) {
        return MetricId.of(
                NAMESPACE,
                "PredictiveScalingCapacityForecast",
                Map.of(GROUP, policy.group(), POLICY, policy.name()));
    }

    public static MetricId correlation(ScalingPolicy policy) {
        return ofPair("PredictiveScalingMetricPairCorrelation", policy);
    }

    /// A policy has one pair of metrics.
    private static MetricId ofPair(String name, ScalingPolicy policy) {
        return MetricId.of(
                NAMESPACE,
                name,
                Map.of(GROUP, policy.group(), POLICY, policy.name(), "PairIndex", "0"));
    }
}
