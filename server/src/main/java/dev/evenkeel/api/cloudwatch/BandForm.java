package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.BandCall;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An alarm whose threshold is an anomaly detection band: one query is the band, one other is what
/// is held against it.
final class BandForm {
    private static final String BAND = "ANOMALY_DETECTION_BAND";

    private BandForm() {}

    static Alarm.Watch watch(List<MetricQuery> queries, String threshold) {
        BandCall call = call(queries, threshold);
        List<String> returned =
                queries.stream().filter(MetricQuery::returned).map(MetricQuery::id).toList();
        if (returned.size() != 2
                || !returned.contains(threshold)
                || !returned.contains(call.of().id())) {
            throw ApiFault.validation(
                    "Exactly two elements of the metrics list should return data: the threshold"
                            + " metric and the metric that its band is of.");
        }
        return new Alarm.Watch.Banded(
                queries,
                threshold,
                AnomalyDetector.idOf(call.needed()),
                Duration.ofSeconds(MetricMath.period(call.needed())));
    }

    private static BandCall call(List<MetricQuery> queries, String threshold) {
        try {
            return BandCall.find(queries, threshold)
                    .orElseThrow(() ->
                            ApiFault.validation(
                                    "Threshold metric expression must use ANOMALY_DETECTION_BAND"
                                            + " function."));
        } catch (MathFault fault) {
            throw ApiFault.validation("Error in expression '" + threshold + "': " + fault.why());
        }
    }

    /// What the band of an alarm is learned by, where nobody configured it.
    static AnomalyDetector detector(Scope scope, Alarm.Watch.Banded watch, Instant now) {
        return AnomalyDetector.of(
                scope,
                call(watch.queries(), watch.threshold()).needed(),
                AnomalyDetector.Configuration.USUAL,
                now);
    }

    static void requireNone(List<MetricQuery> queries) {
        if (QueryForm.calls(queries, BAND)) {
            throw ApiFault.validation(
                    BAND + " in an alarm must be the expression of its ThresholdMetricId.");
        }
    }
}
