package dev.evenkeel.control;

import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Instant;
import java.util.List;

/// The datapoints an alarm is judged by at an instant, and, where it asks for enough of them, how
/// many values each was made of.
record AlarmReading(Instant at, List<Value> values, List<Value> counts) {
    AlarmReading {
        values = List.copyOf(values);
        counts = List.copyOf(counts);
    }

    /// Any thread that may wait for `metrics`.
    static AlarmReading of(MetricReader metrics, Alarm alarm, Instant at) {
        Span span = AlarmEvaluator.span(alarm, at);
        return switch (alarm.watch()) {
            case Alarm.Watch.Metric watch ->
                    new AlarmReading(
                            at,
                            read(metrics, alarm, watch, watch.statistic(), span),
                            alarm.rule().ignoresFewSamples()
                                    ? read(metrics, alarm, watch, "SampleCount", span)
                                    : List.of());
            case Alarm.Watch.Computed watch ->
                    new AlarmReading(at, computed(metrics, alarm, watch, span), List.of());
        };
    }

    private static List<Value> computed(
            MetricReader metrics, Alarm alarm, Alarm.Watch.Computed watch, Span span) {
        try {
            return MetricMath.single(
                    watch.queries(), new Measured(metrics, alarm.scope(), span), span);
        } catch (MathFault _) {
            // What the data at hand makes impossible is no data; the rest was refused when put.
            return List.of();
        }
    }

    private static List<Value> read(
            MetricReader metrics,
            Alarm alarm,
            Alarm.Watch.Metric watch,
            String statistic,
            Span span) {
        return metrics.read(alarm.scope(), watch.metric(), statistic, watch.period(), span);
    }
}
