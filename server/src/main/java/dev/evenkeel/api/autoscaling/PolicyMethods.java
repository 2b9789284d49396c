package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.ScalingPolicy.Adjustment;
import dev.evenkeel.model.ScalingPolicy.Method;
import dev.evenkeel.model.ScalingPolicy.Simple;
import dev.evenkeel.model.ScalingPolicy.Step;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.PutScalingPolicyType;
import dev.evenkeel.wire.autoscaling.StepAdjustment;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how a policy finds the new capacity, and refuses what does not fit its type.
final class PolicyMethods {
    private static final int MAX_STEPS = 20;
    private static final String USUAL_AGGREGATION = "Average";

    private PolicyMethods() {}

    static Method method(PutScalingPolicyType input) {
        String type = input.policyType() == null ? PolicyShapes.SIMPLE : input.policyType();
        return switch (type) {
            case PolicyShapes.SIMPLE -> simple(input);
            case PolicyShapes.STEP -> step(input);
            case PolicyShapes.TARGET_TRACKING -> {
                refuseAdjustments(type, input);
                refuseForecast(type, input);
                yield TrackingMethods.method(
                        input.targetTrackingConfiguration(),
                        seconds("EstimatedInstanceWarmup", input.estimatedInstanceWarmup()));
            }
            case PolicyShapes.PREDICTIVE -> {
                refuseAdjustments(type, input);
                refuse(type, "EstimatedInstanceWarmup", input.estimatedInstanceWarmup());
                refuse(type, "TargetTrackingConfiguration", input.targetTrackingConfiguration());
                yield PredictiveMethods.method(input.predictiveScalingConfiguration());
            }
            default -> throw ApiFault.validation("Unknown policy type " + type + ".");
        };
    }

    private static void refuseAdjustments(String type, PutScalingPolicyType input) {
        refuse(type, "AdjustmentType", input.adjustmentType());
        refuse(type, "ScalingAdjustment", input.scalingAdjustment());
        refuse(type, "Cooldown", input.cooldown());
        refuse(type, "StepAdjustments", input.stepAdjustments());
        refuse(type, "MetricAggregationType", input.metricAggregationType());
        refuse(type, "MinAdjustmentMagnitude", input.minAdjustmentMagnitude());
    }

    private static void refuseForecast(String type, PutScalingPolicyType input) {
        refuse(type, "PredictiveScalingConfiguration", input.predictiveScalingConfiguration());
    }

    private static Method simple(PutScalingPolicyType input) {
        refuseForecast(PolicyShapes.SIMPLE, input);
        refuse(PolicyShapes.SIMPLE, "StepAdjustments", input.stepAdjustments());
        refuse(PolicyShapes.SIMPLE, "MetricAggregationType", input.metricAggregationType());
        refuse(PolicyShapes.SIMPLE, "EstimatedInstanceWarmup", input.estimatedInstanceWarmup());
        refuse(
                PolicyShapes.SIMPLE,
                "TargetTrackingConfiguration",
                input.targetTrackingConfiguration());
        Adjustment adjustment = adjustment(input.adjustmentType());
        if (input.scalingAdjustment() == null) {
            throw ApiFault.validation(
                    "ScalingAdjustment is required for policy type SimpleScaling.");
        }
        int amount = input.scalingAdjustment();
        requireExactAmount(adjustment, amount);
        return new Simple(
                adjustment,
                amount,
                seconds("Cooldown", input.cooldown()),
                magnitude(adjustment, input));
    }

    private static Method step(PutScalingPolicyType input) {
        refuseForecast(PolicyShapes.STEP, input);
        refuse(PolicyShapes.STEP, "ScalingAdjustment", input.scalingAdjustment());
        refuse(PolicyShapes.STEP, "Cooldown", input.cooldown());
        refuse(
                PolicyShapes.STEP,
                "TargetTrackingConfiguration",
                input.targetTrackingConfiguration());
        Adjustment adjustment = adjustment(input.adjustmentType());
        List<Step.Interval> steps =
                Present.orEmpty(input.stepAdjustments()).stream()
                        .map(step -> interval(adjustment, step))
                        .sorted(Comparator.comparingDouble(PolicyMethods::from))
                        .toList();
        requireCoverage(steps);
        return new Step(
                adjustment,
                steps,
                aggregation(input.metricAggregationType()),
                seconds("EstimatedInstanceWarmup", input.estimatedInstanceWarmup()),
                magnitude(adjustment, input));
    }

    private static Step.Interval interval(Adjustment adjustment, StepAdjustment step) {
        int amount = step.scalingAdjustment() == null ? 0 : step.scalingAdjustment();
        requireExactAmount(adjustment, amount);
        var interval =
                new Step.Interval(
                        Optional.ofNullable(step.metricIntervalLowerBound()),
                        Optional.ofNullable(step.metricIntervalUpperBound()),
                        amount);
        if (interval.lower().isEmpty() && interval.upper().isEmpty()) {
            throw ApiFault.validation(
                    "A step adjustment must have a lower bound, an upper bound or both.");
        }
        if (from(interval) >= to(interval)) {
            throw ApiFault.validation(
                    "The step adjustment's lower bound must be less than its upper bound.");
        }
        return interval;
    }

    private static double from(Step.Interval interval) {
        return interval.lower().orElse(Double.NEGATIVE_INFINITY);
    }

    private static double to(Step.Interval interval) {
        return interval.upper().orElse(Double.POSITIVE_INFINITY);
    }

    /// Steps touch each other: no gap, no overlap.
    private static void requireCoverage(List<Step.Interval> steps) {
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw ApiFault.validation(
                    "A step scaling policy must have 1 to " + MAX_STEPS + " step adjustments.");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (to(steps.get(i - 1)) != from(steps.get(i))) {
                throw ApiFault.validation(
                        "The step adjustments must neither overlap nor leave a gap.");
            }
        }
        double lowest = from(steps.getFirst());
        double highest = to(steps.getLast());
        if (lowest < 0 && Double.isFinite(lowest)) {
            throw ApiFault.validation(
                    "With a negative lower bound, one step adjustment must have none.");
        }
        if (highest > 0 && Double.isFinite(highest)) {
            throw ApiFault.validation(
                    "With a positive upper bound, one step adjustment must have none.");
        }
    }

    private static Adjustment adjustment(@Nullable String word) {
        for (Adjustment adjustment : Adjustment.values()) {
            if (adjustment.word().equals(word)) {
                return adjustment;
            }
        }
        throw ApiFault.validation(
                word == null
                        ? "AdjustmentType is required."
                        : "Unknown adjustment type " + word + ".");
    }

    private static void requireExactAmount(Adjustment adjustment, int amount) {
        if (adjustment == Adjustment.EXACT_CAPACITY && amount < 0) {
            throw ApiFault.validation("Scaling adjustment must not be negative for ExactCapacity.");
        }
    }

    private static Optional<Integer> magnitude(Adjustment adjustment, PutScalingPolicyType input) {
        Integer asked =
                input.minAdjustmentMagnitude() == null
                        ? input.minAdjustmentStep()
                        : input.minAdjustmentMagnitude();
        if (asked == null) {
            return Optional.empty();
        }
        if (adjustment != Adjustment.PERCENT_CHANGE_IN_CAPACITY || asked < 1) {
            throw ApiFault.validation(
                    "MinAdjustmentMagnitude must be positive and is only supported with"
                            + " PercentChangeInCapacity.");
        }
        return Optional.of(asked);
    }

    private static String aggregation(@Nullable String asked) {
        String word = asked == null ? USUAL_AGGREGATION : asked;
        if (!List.of("Minimum", "Maximum", USUAL_AGGREGATION).contains(word)) {
            throw ApiFault.validation("Unknown metric aggregation type " + word + ".");
        }
        return word;
    }

    static Optional<Duration> seconds(String parameter, @Nullable Integer seconds) {
        if (seconds != null && seconds < 0) {
            throw ApiFault.validation(parameter + " must not be negative.");
        }
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    private static void refuse(String type, String parameter, @Nullable Object value) {
        boolean empty = value instanceof List<?> list && list.isEmpty();
        if (value != null && !empty) {
            throw ApiFault.validation(
                    parameter + " is not supported for policy type " + type + ".");
        }
    }
}
