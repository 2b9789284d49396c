package dev.evenkeel.control;

import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.alarm.Band;
import dev.evenkeel.decide.alarm.Observed;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// The datapoints an alarm is judged by at an instant, and, where it asks for enough of them, how
/// many values each was made of.
record AlarmReading(Instant at, Observed observed, List<Value> counts) {
    AlarmReading {
        counts = List.copyOf(counts);
    }

    /// Any thread that may wait for `metrics`.
    static AlarmReading of(MetricReader metrics, World world, Alarm alarm, Instant at) {
        Span span = AlarmEvaluator.span(alarm, at);
        var measured = new Measured(metrics, world.in(alarm.scope()), span);
        return switch (alarm.watch()) {
            case Alarm.Watch.Metric watch ->
                    new AlarmReading(
                            at,
                            Observed.of(alarm, read(measured, watch, watch.statistic())),
                            alarm.rule().ignoresFewSamples()
                                    ? read(measured, watch, "SampleCount")
                                    : List.of());
            case Alarm.Watch.Computed watch ->
                    new AlarmReading(at, Observed.of(alarm, computed(measured, watch)), List.of());
            case Alarm.Watch.Banded watch ->
                    new AlarmReading(at, banded(measured, watch), List.of());
        };
    }

    private static List<Value> computed(Measured measured, Alarm.Watch.Computed watch) {
        try {
            return MetricMath.single(watch.queries(), measured, measured.span());
        } catch (MathFault _) {
            // What the data at hand makes impossible is no data; the rest was refused when put.
            return List.of();
        }
    }

    private static Observed banded(Measured measured, Alarm.Watch.Banded watch) {
        try {
            var answer =
                    new TreeMap<>(MetricMath.answer(watch.queries(), measured, measured.span()));
            List<Series> bounds = answer.remove(watch.threshold());
            List<Value> values =
                    answer.values().stream()
                            .flatMap(List::stream)
                            .flatMap(series -> series.values().entrySet().stream())
                            .map(entry -> new Value(entry.getKey(), entry.getValue()))
                            .toList();
            return bounds == null || bounds.size() != 2
                    ? Observed.NOTHING
                    : new Observed(
                            values,
                            new Band.Usual(bounds.getLast().values(), bounds.getFirst().values()));
        } catch (MathFault _) {
            return Observed.NOTHING;
        }
    }

    private static List<Value> read(Measured measured, Alarm.Watch.Metric watch, String statistic) {
        return measured.metrics()
                .read(
                        measured.region().scope(),
                        watch.metric(),
                        statistic,
                        watch.period(),
                        measured.span());
    }
}
