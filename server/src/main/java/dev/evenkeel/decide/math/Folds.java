package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.decide.math.Quantity.Several;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Functions that make one number of many: of all values of a series, or, of several series, of the
/// values at each moment.
enum Folds {
    SUM,
    AVG,
    MIN,
    MAX,
    STDDEV,
    DATAPOINT_COUNT;

    double of(Collection<Double> values) {
        var statistics = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (this) {
            case SUM -> statistics.getSum();
            case AVG -> statistics.getAverage();
            case MIN -> statistics.getMin();
            case MAX -> statistics.getMax();
            case STDDEV -> deviation(values, statistics.getAverage());
            case DATAPOINT_COUNT -> statistics.getCount();
        };
    }

    private static double deviation(Collection<Double> values, double mean) {
        return Math.sqrt(
                values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(0));
    }

    /// Of a series, its value over all time; of several, a series.
    Quantity of(Quantity quantity) throws MathFault {
        return switch (quantity) {
            case Scalar scalar -> this == DATAPOINT_COUNT ? new Scalar(1) : scalar;
            case Series series ->
                    series.values().isEmpty() && this != DATAPOINT_COUNT
                            ? series
                            : new Scalar(of(series.values().values()));
            case Several(List<Series> all) -> across(all);
            case Quantity.Word(String text) -> throw new MathFault(name() + " cannot take " + text);
        };
    }

    private Series across(List<Series> all) {
        var byMoment = new TreeMap<Instant, List<Double>>();
        long period = 0;
        for (Series series : all) {
            period = Math.max(period, series.period());
            series.values()
                    .forEach((at, value) ->
                            byMoment.computeIfAbsent(at, _ -> new ArrayList<>()).add(value));
        }
        var values = new TreeMap<Instant, Double>();
        byMoment.forEach((at, each) -> values.put(at, of(each)));
        return new Series("", period, values);
    }
}
