package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.ScalingPolicy.Named;
import dev.evenkeel.model.ScalingPolicy.PredictedMetrics;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.PredictiveScalingConfiguration;
import dev.evenkeel.wire.autoscaling.PredictiveScalingMetricSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a predictive scaling configuration.
final class PredictiveMethods {
    static final String SCALES = "ForecastAndScale";
    static final String ONLY = "ForecastOnly";
    static final String HONORS = "HonorMaxCapacity";
    static final String INCREASES = "IncreaseMaxCapacity";

    private static final List<String> PAIRS =
            List.of("ASGCPUUtilization", "ASGNetworkIn", "ASGNetworkOut", "ALBRequestCount");
    private static final List<String> LOADS =
            List.of(
                    "ASGTotalCPUUtilization",
                    "ASGTotalNetworkIn",
                    "ASGTotalNetworkOut",
                    "ALBTargetGroupRequestCount");
    private static final List<String> SCALINGS =
            List.of(
                    "ASGAverageCPUUtilization",
                    "ASGAverageNetworkIn",
                    "ASGAverageNetworkOut",
                    "ALBRequestCountPerTarget");
    private static final int USUAL_BUFFER = 300;
    private static final int LONGEST_BUFFER = 3599;
    private static final int MOST_PERCENT = 100;

    private PredictiveMethods() {}

    static Predictive method(@Nullable PredictiveScalingConfiguration configuration) {
        if (configuration == null) {
            throw ApiFault.validation(
                    "PredictiveScalingConfiguration is required for policy type"
                            + " PredictiveScaling.");
        }
        var specifications = Present.orEmpty(configuration.metricSpecifications());
        if (specifications.size() != 1) {
            throw ApiFault.validation(
                    "Exactly one metric specification is required in"
                            + " PredictiveScalingConfiguration.");
        }
        PredictiveScalingMetricSpecification specification = specifications.getFirst();
        Double target = specification.targetValue();
        if (target == null || !Double.isFinite(target) || target <= 0) {
            throw ApiFault.validation("TargetValue must be a positive number.");
        }
        return new Predictive(
                target,
                metrics(specification),
                choice("Mode", configuration.mode(), ONLY, SCALES),
                buffer(configuration.schedulingBufferTime()),
                room(configuration));
    }

    /// Whether the second of two words is meant; the first is the usual one.
    private static boolean choice(
            String parameter, @Nullable String word, String usual, String other) {
        if (word == null || word.equals(usual) || word.equals(other)) {
            return other.equals(word);
        }
        throw ApiFault.validation(
                parameter + " must be " + usual + " or " + other + ", not " + word + ".");
    }

    private static Duration buffer(@Nullable Integer seconds) {
        int asked = seconds == null ? USUAL_BUFFER : seconds;
        if (asked < 0 || asked > LONGEST_BUFFER) {
            throw ApiFault.validation(
                    "SchedulingBufferTime must be from 0 to " + LONGEST_BUFFER + ".");
        }
        return Duration.ofSeconds(asked);
    }

    private static Optional<Integer> room(PredictiveScalingConfiguration configuration) {
        Integer percent = configuration.maxCapacityBuffer();
        boolean increases =
                choice(
                        "MaxCapacityBreachBehavior",
                        configuration.maxCapacityBreachBehavior(),
                        HONORS,
                        INCREASES);
        if (increases == (percent == null)) {
            throw ApiFault.validation(
                    "MaxCapacityBuffer is required if MaxCapacityBreachBehavior is "
                            + INCREASES
                            + ", and cannot be used otherwise.");
        }
        if (percent != null && (percent < 0 || percent > MOST_PERCENT)) {
            throw ApiFault.validation("MaxCapacityBuffer must be from 0 to 100.");
        }
        return Optional.ofNullable(percent);
    }

    private static PredictedMetrics metrics(PredictiveScalingMetricSpecification given) {
        var pair = given.predefinedMetricPairSpecification();
        var load = given.predefinedLoadMetricSpecification();
        var scaling = given.predefinedScalingMetricSpecification();
        var ownLoad = given.customizedLoadMetricSpecification();
        var ownScaling = given.customizedScalingMetricSpecification();
        var ownCapacity = given.customizedCapacityMetricSpecification();
        requireOneOfEach(pair != null, count(load, ownLoad), count(scaling, ownScaling));
        if (ownCapacity != null && (ownLoad == null || ownScaling == null)) {
            throw ApiFault.validation(
                    "CustomizedCapacityMetricSpecification can only be used with a customized load"
                            + " metric and a customized scaling metric.");
        }
        return new PredictedMetrics(
                Optional.ofNullable(pair)
                        .map(p -> named(PAIRS, p.predefinedMetricType(), p.resourceLabel())),
                Optional.ofNullable(load)
                        .map(l -> named(LOADS, l.predefinedMetricType(), l.resourceLabel())),
                Optional.ofNullable(scaling)
                        .map(s -> named(SCALINGS, s.predefinedMetricType(), s.resourceLabel())),
                PredictiveQueries.read(
                        "CustomizedLoadMetricSpecification",
                        ownLoad == null ? null : Present.orEmpty(ownLoad.metricDataQueries())),
                PredictiveQueries.read(
                        "CustomizedScalingMetricSpecification",
                        ownScaling == null
                                ? null
                                : Present.orEmpty(ownScaling.metricDataQueries())),
                PredictiveQueries.read(
                        "CustomizedCapacityMetricSpecification",
                        ownCapacity == null
                                ? null
                                : Present.orEmpty(ownCapacity.metricDataQueries())));
    }

    private static int count(@Nullable Object one, @Nullable Object other) {
        return (one == null ? 0 : 1) + (other == null ? 0 : 1);
    }

    private static void requireOneOfEach(boolean isPair, int loads, int scalings) {
        int wanted = isPair ? 0 : 1;
        if (loads != wanted || scalings != wanted) {
            throw ApiFault.validation(
                    "A metric specification must have either a predefined metric pair, or one load"
                            + " metric and one scaling metric.");
        }
    }

    private static Named named(List<String> known, @Nullable String type, @Nullable String label) {
        if (type == null || !known.contains(type)) {
            throw ApiFault.validation("Unknown predefined metric type " + type + ".");
        }
        if (!type.startsWith("ALB")) {
            if (label != null) {
                throw ApiFault.validation(
                        "A resource label is only valid for metrics of load balancers.");
            }
            return new Named(type, Optional.empty());
        }
        return new Named(type, Optional.of(TrackingMethods.label(label)));
    }
}
