package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import java.time.Instant;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// `FILL`: a value for every moment that has none.
final class Fills {
    private Fills() {}

    /// `with` is a number, a series, `REPEAT` (the value before) or `LINEAR` (between both).
    static Series fill(Series series, Quantity with, Grid grid) throws MathFault {
        var known = new TreeMap<>(series.values());
        var values = new TreeMap<>(known);
        for (Instant at : grid.moments(series.period())) {
            if (!values.containsKey(at)) {
                put(values, at, value(known, with, at));
            }
        }
        return series.with(values);
    }

    private static void put(SortedMap<Instant, Double> values, Instant at, double value) {
        Series.put(values, at, value);
    }

    private static double value(NavigableMap<Instant, Double> known, Quantity with, Instant at)
            throws MathFault {
        return switch (with) {
            case Scalar(double number) -> number;
            case Series other -> other.values().getOrDefault(at, Double.NaN);
            case Quantity.Several _ -> throw new MathFault("FILL cannot fill with an array");
            case Quantity.Word(String word) ->
                    switch (word.toUpperCase(Locale.ROOT)) {
                        case "REPEAT" -> before(known, at);
                        case "LINEAR" -> between(known, at);
                        default -> throw new MathFault("FILL cannot fill with " + word);
                    };
        };
    }

    private static double before(NavigableMap<Instant, Double> known, Instant at) {
        var earlier = known.lowerEntry(at);
        return earlier == null ? Double.NaN : earlier.getValue();
    }

    private static double between(NavigableMap<Instant, Double> known, Instant at) {
        var earlier = known.lowerEntry(at);
        var later = known.higherEntry(at);
        if (earlier == null || later == null) {
            return Double.NaN;
        }
        long from = earlier.getKey().getEpochSecond();
        long to = later.getKey().getEpochSecond();
        double share = (double) (at.getEpochSecond() - from) / (to - from);
        return earlier.getValue() + share * (later.getValue() - earlier.getValue());
    }
}
