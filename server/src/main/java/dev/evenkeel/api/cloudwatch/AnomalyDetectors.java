package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.DeleteAnomalyDetectorInput;
import dev.evenkeel.wire.cloudwatch.DeleteAnomalyDetectorOutput;
import dev.evenkeel.wire.cloudwatch.DescribeAnomalyDetectorsInput;
import dev.evenkeel.wire.cloudwatch.DescribeAnomalyDetectorsOutput;
import dev.evenkeel.wire.cloudwatch.PutAnomalyDetectorInput;
import dev.evenkeel.wire.cloudwatch.PutAnomalyDetectorOutput;
import java.util.List;

/// Anomaly detectors: configured, listed, deleted. What they learn is the control plane's work.
final class AnomalyDetectors {
    private static final int MOST = 500;
    private static final int PAGE = 50;
    private static final String SINGLE = "SINGLE_METRIC";
    private static final String MATH = "METRIC_MATH";

    private AnomalyDetectors() {}

    /// One that is there begins to learn anew.
    static Decision<PutAnomalyDetectorOutput> put(
            World world, Call call, PutAnomalyDetectorInput input) {
        var detector =
                AnomalyDetector.of(
                        call.scope(),
                        DetectorForm.queries(call.scope(), input),
                        DetectorForm.configuration(input),
                        call.now());
        return new Decision<>(
                List.of(added(world, call, detector)), PutAnomalyDetectorOutput.builder().build());
    }

    static Change added(World world, Call call, AnomalyDetector detector) {
        World.Region region = world.in(call.scope());
        boolean isNew = region.find(AnomalyDetector.class, detector.id()).isEmpty();
        if (isNew && region.all(AnomalyDetector.class).size() >= MOST) {
            throw new ApiFault(
                    CloudWatchErrors.LIMIT_EXCEEDED_EXCEPTION,
                    "There are " + MOST + " anomaly detectors already.");
        }
        return new Change.Put(detector);
    }

    static Decision<DeleteAnomalyDetectorOutput> delete(
            World world, Call call, DeleteAnomalyDetectorInput input) {
        String id = AnomalyDetector.idOf(DetectorForm.queries(call.scope(), input));
        AnomalyDetector detector =
                world.in(call.scope())
                        .find(AnomalyDetector.class, id)
                        .orElseThrow(() ->
                                new ApiFault(
                                        CloudWatchErrors.RESOURCE_NOT_FOUND_EXCEPTION,
                                        "No anomaly detector was found for this metric."));
        return new Decision<>(
                List.of(new Change.Remove(detector.key())),
                DeleteAnomalyDetectorOutput.builder().build());
    }

    static DescribeAnomalyDetectorsOutput describe(
            World world, Call call, DescribeAnomalyDetectorsInput input) {
        List<AnomalyDetector> found =
                world.in(call.scope()).all(AnomalyDetector.class).stream()
                        .filter(detector -> matches(detector, input))
                        .toList();
        var page =
                Page.of(
                        found,
                        AnomalyDetector::id,
                        Page.Request.of(
                                input.nextToken(), input.maxResults(), PAGE, "InvalidNextToken"));
        return DescribeAnomalyDetectorsOutput.builder()
                .anomalyDetectors(page.items().stream().map(DetectorForm::written).toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(AnomalyDetector detector, DescribeAnomalyDetectorsInput input) {
        List<String> types =
                requireNonNullElse(input.anomalyDetectorTypes(), List.<String>of()).isEmpty()
                        ? List.of(SINGLE)
                        : requireNonNullElse(input.anomalyDetectorTypes(), List.of());
        if (!types.contains(detector.single().isPresent() ? SINGLE : MATH)) {
            return false;
        }
        return DetectorForm.metrics(detector).stream()
                .anyMatch(metric ->
                        (input.namespace() == null || metric.namespace().equals(input.namespace()))
                                && (input.metricName() == null
                                        || metric.name().equals(input.metricName()))
                                && metric.dimensions()
                                        .entrySet()
                                        .containsAll(
                                                Dimensions.named(input.dimensions()).entrySet()));
    }
}
