package dev.evenkeel.api.autoscaling;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Customized;
import dev.evenkeel.model.ScalingPolicy.Predefined;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.model.ScalingPolicy.Simple;
import dev.evenkeel.model.ScalingPolicy.Step;
import dev.evenkeel.model.ScalingPolicy.TargetTracking;
import dev.evenkeel.wire.autoscaling.CustomizedMetricSpecification;
import dev.evenkeel.wire.autoscaling.MetricDimension;
import dev.evenkeel.wire.autoscaling.PredefinedMetricSpecification;
import dev.evenkeel.wire.autoscaling.StepAdjustment;
import dev.evenkeel.wire.autoscaling.TargetTrackingConfiguration;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scaling policies as the API shows them.
final class PolicyShapes {
    static final String SIMPLE = "SimpleScaling";
    static final String STEP = "StepScaling";
    static final String TARGET_TRACKING = "TargetTrackingScaling";
    static final String PREDICTIVE = "PredictiveScaling";

    private PolicyShapes() {}

    static dev.evenkeel.wire.autoscaling.ScalingPolicy shape(
            ScalingPolicy policy, Collection<Alarm> alarms) {
        var shape =
                dev.evenkeel.wire.autoscaling.ScalingPolicy.builder()
                        .autoScalingGroupName(policy.group())
                        .policyName(policy.name())
                        .policyARN(policy.arn().value())
                        .policyType(type(policy.method()))
                        .stepAdjustments(List.of())
                        .alarms(alarms(policy, alarms))
                        .enabled(policy.enabled());
        switch (policy.method()) {
            case Simple simple ->
                    shape.adjustmentType(simple.adjustment().word())
                            .scalingAdjustment(simple.amount())
                            .minAdjustmentMagnitude(simple.minMagnitude().orElse(null))
                            .cooldown(seconds(simple.cooldown()));
            case Step step ->
                    shape.adjustmentType(step.adjustment().word())
                            .stepAdjustments(step.steps().stream().map(PolicyShapes::step).toList())
                            .metricAggregationType(step.aggregation())
                            .minAdjustmentMagnitude(step.minMagnitude().orElse(null))
                            .estimatedInstanceWarmup(seconds(step.warmup()));
            case TargetTracking tracking ->
                    shape.targetTrackingConfiguration(configuration(tracking))
                            .estimatedInstanceWarmup(seconds(tracking.warmup()));
            case Predictive predictive ->
                    shape.predictiveScalingConfiguration(
                            PredictiveShapes.configuration(predictive));
        }
        return shape.build();
    }

    static String type(ScalingPolicy.Method method) {
        return switch (method) {
            case Simple _ -> SIMPLE;
            case Step _ -> STEP;
            case TargetTracking _ -> TARGET_TRACKING;
            case Predictive _ -> PREDICTIVE;
        };
    }

    /// The alarms that call the policy, its own and others'.
    static List<dev.evenkeel.wire.autoscaling.Alarm> alarms(
            ScalingPolicy policy, Collection<Alarm> alarms) {
        String arn = policy.arn().value();
        return alarms.stream()
                .filter(alarm -> calls(alarm, arn))
                .map(alarm ->
                        new dev.evenkeel.wire.autoscaling.Alarm(alarm.name(), alarm.arn().value()))
                .toList();
    }

    private static boolean calls(Alarm alarm, String arn) {
        return alarm.actions().alarm().contains(arn)
                || alarm.actions().ok().contains(arn)
                || alarm.actions().insufficientData().contains(arn);
    }

    private static StepAdjustment step(Step.Interval interval) {
        return new StepAdjustment(
                interval.lower().orElse(null), interval.upper().orElse(null), interval.amount());
    }

    private static TargetTrackingConfiguration configuration(TargetTracking tracking) {
        var shape =
                TargetTrackingConfiguration.builder()
                        .targetValue(tracking.target())
                        .disableScaleIn(tracking.disableScaleIn());
        switch (tracking.metric()) {
            case Predefined(String type, Optional<String> label) ->
                    shape.predefinedMetricSpecification(
                            new PredefinedMetricSpecification(type, label.orElse(null)));
            case ScalingPolicy.Computed computed ->
                    shape.customizedMetricSpecification(TrackingQueries.written(computed));
            case Customized custom ->
                    shape.customizedMetricSpecification(customized(custom.metric(), custom));
        }
        return shape.build();
    }

    private static CustomizedMetricSpecification customized(MetricId metric, Customized custom) {
        return CustomizedMetricSpecification.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(
                        metric.dimensions().entrySet().stream()
                                .map(d -> new MetricDimension(d.getKey(), d.getValue()))
                                .toList())
                .statistic(custom.statistic())
                .unit(custom.unit().orElse(null))
                .period(Math.toIntExact(custom.period().toSeconds()))
                .build();
    }

    private static @Nullable Integer seconds(Optional<Duration> duration) {
        return duration.map(d -> Math.toIntExact(d.toSeconds())).orElse(null);
    }
}
