package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricReader.Value;
import java.util.List;
import java.util.Map;

/// What an alarm is judged by: datapoints, oldest first, and what they are held against. One for
/// which that is not known does not count.
public record Observed(List<Value> values, Band band) {
    public static final Observed NOTHING =
            new Observed(List.of(), new Band.Usual(Map.of(), Map.of()));

    public Observed {
        values = values.stream().filter(band::isKnown).toList();
    }

    /// Held against the alarm's threshold.
    public static Observed of(Alarm alarm, List<Value> values) {
        return new Observed(values, new Band.Threshold(alarm.rule().threshold()));
    }

    /// The threshold that the newest datapoint crossed, or could: the lower one only if it is
    /// below.
    public double threshold() {
        return switch (band) {
            case Band.Threshold(double value) -> value;
            case Band.Usual usual -> values.isEmpty() ? 0 : crossed(usual, values.getLast());
        };
    }

    private static double crossed(Band.Usual usual, Value value) {
        double lower = usual.lower(value.start());
        return value.value() < lower ? lower : usual.upper(value.start());
    }
}
