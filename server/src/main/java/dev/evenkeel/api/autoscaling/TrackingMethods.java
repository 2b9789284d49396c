package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.ResourceLabel;
import dev.evenkeel.model.ScalingPolicy.Customized;
import dev.evenkeel.model.ScalingPolicy.Predefined;
import dev.evenkeel.model.ScalingPolicy.TargetTracking;
import dev.evenkeel.model.ScalingPolicy.TrackedMetric;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.CustomizedMetricSpecification;
import dev.evenkeel.wire.autoscaling.MetricDimension;
import dev.evenkeel.wire.autoscaling.PredefinedMetricSpecification;
import dev.evenkeel.wire.autoscaling.TargetTrackingConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a target-tracking configuration.
final class TrackingMethods {
    private static final String PER_TARGET = "ALBRequestCountPerTarget";
    private static final List<String> AVERAGES =
            List.of("ASGAverageCPUUtilization", "ASGAverageNetworkIn", "ASGAverageNetworkOut");
    private static final int USUAL_PERIOD = 60;

    private TrackingMethods() {}

    static TargetTracking method(
            @Nullable TargetTrackingConfiguration configuration, Optional<Duration> warmup) {
        if (configuration == null) {
            throw ApiFault.validation(
                    "TargetTrackingConfiguration is required for policy type"
                            + " TargetTrackingScaling.");
        }
        Double target = configuration.targetValue();
        if (target == null || !Double.isFinite(target) || target <= 0) {
            throw ApiFault.validation("TargetValue must be a positive number.");
        }
        return new TargetTracking(
                metric(configuration),
                target,
                Present.isTrue(configuration.disableScaleIn()),
                warmup);
    }

    private static TrackedMetric metric(TargetTrackingConfiguration configuration) {
        var predefined = configuration.predefinedMetricSpecification();
        var customized = configuration.customizedMetricSpecification();
        if (predefined != null && customized == null) {
            return predefined(predefined);
        }
        if (customized != null && predefined == null) {
            return customized(customized);
        }
        throw ApiFault.validation(
                "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification"
                        + " must be specified.");
    }

    private static Predefined predefined(PredefinedMetricSpecification specification) {
        String type =
                specification.predefinedMetricType() == null
                        ? ""
                        : specification.predefinedMetricType();
        String label = specification.resourceLabel();
        if (AVERAGES.contains(type)) {
            if (label != null) {
                throw ApiFault.validation("A resource label is only valid for " + PER_TARGET + ".");
            }
            return new Predefined(type, Optional.empty());
        }
        if (!type.equals(PER_TARGET)) {
            throw ApiFault.validation("Unknown predefined metric type " + type + ".");
        }
        return new Predefined(type, Optional.of(label(label)));
    }

    /// The label of a load balancer's metric, checked.
    static String label(@Nullable String given) {
        if (given == null || ResourceLabel.parse(given).isEmpty()) {
            throw ApiFault.validation(
                    "Invalid resource label; it must be app/<load-balancer-name>/<load-balancer-id>"
                            + "/targetgroup/<target-group-name>/<target-group-id>.");
        }
        return given;
    }

    private static TrackedMetric customized(CustomizedMetricSpecification specification) {
        if (!Present.orEmpty(specification.metrics()).isEmpty()) {
            return TrackingQueries.read(specification);
        }
        String namespace = specification.namespace();
        String name = specification.metricName();
        String statistic = specification.statistic();
        if (namespace == null || name == null || statistic == null) {
            throw ApiFault.validation(
                    "MetricName, Namespace and Statistic are required in a"
                            + " CustomizedMetricSpecification.");
        }
        int period = specification.period() == null ? USUAL_PERIOD : specification.period();
        if (period != 10 && period != 30 && period != USUAL_PERIOD) {
            throw ApiFault.validation("Period must be 10, 30 or 60.");
        }
        var dimensions = new TreeMap<String, String>();
        for (MetricDimension dimension : Present.orEmpty(specification.dimensions())) {
            if (dimension.name() != null && dimension.value() != null) {
                dimensions.put(dimension.name(), dimension.value());
            }
        }
        return new Customized(
                new MetricId(namespace, name, dimensions),
                statistic,
                Optional.ofNullable(specification.unit()),
                Duration.ofSeconds(period));
    }
}
