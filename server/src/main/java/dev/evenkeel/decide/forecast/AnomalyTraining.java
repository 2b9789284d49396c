package dev.evenkeel.decide.forecast;

import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Learns what is usual for a metric from two weeks of its values: the expected value of each hour
/// of the week, by the same days and weeks as forecasts of load, and how far the values of an hour
/// of the day were from what was expected.
///
/// The median distance says how far, so that the anomalies that were do not make the next ones
/// usual; where spikes are said to be usual, the standard deviation.
public final class AnomalyTraining {
    private static final Duration LENGTH = Duration.ofDays(14);

    /// Hours with data that it takes.
    private static final int LEAST = 24;

    private static final int DAY = 24;
    private static final long HOUR = 3_600;

    /// What the median deviation of normal noise falls short of its standard deviation.
    private static final double NORMAL = 1.4826;

    /// The least spread, as a share of the spread of all hours, and of the expected value: no
    /// metric is so still that any change is an anomaly.
    private static final double OF_ALL = 0.3;

    private static final double OF_EXPECTED = 0.01;

    private final List<Value> values;
    private final Duration period;
    private final ZoneId zone;
    private final boolean spikes;
    private final Span span;

    private AnomalyTraining(
            List<Value> values,
            Duration period,
            AnomalyDetector.Configuration configuration,
            Span span) {
        this.values = values;
        this.period = period;
        this.zone = ZoneId.of(configuration.zone().orElse("UTC"));
        this.spikes = configuration.spikes().orElse(false);
        this.span = span;
    }

    /// What a training `now` looks at.
    public static Span span(Instant now) {
        return new Span(now.minus(LENGTH), now);
    }

    /// Empty where less than a day was measured. `values` are those of the period, of [#span].
    public static Optional<AnomalyModel> train(
            List<Value> values,
            Duration period,
            AnomalyDetector.Configuration configuration,
            Instant now) {
        List<Value> usable =
                values.stream()
                        .filter(v -> Double.isFinite(v.value()))
                        .filter(v ->
                                configuration.excluded().stream()
                                        .noneMatch(range -> range.contains(v.start())))
                        .toList();
        return new AnomalyTraining(usable, period, configuration, span(now)).train();
    }

    private Optional<AnomalyModel> train() {
        double[] hours = hours();
        if (Robust.present(hours).length < LEAST) {
            return Optional.empty();
        }
        double[] expected = expected(hours);
        var level = new AnomalyModel(period, zone.getId(), boxed(expected), boxed(expected));
        double[] spread = spread(level);
        return Optional.of(new AnomalyModel(period, zone.getId(), boxed(expected), boxed(spread)));
    }

    /// The center of each hour, from the first that has one; NaN where nothing was measured.
    private double[] hours() {
        long end = Math.ceilDiv(span.to().getEpochSecond(), HOUR);
        long first = values.isEmpty() ? end : hour(values.getFirst());
        int length = (int) Math.max(0, end - first);
        var all = new ArrayList<List<Double>>();
        for (int i = 0; i < length; i++) {
            all.add(new ArrayList<>());
        }
        for (Value value : values) {
            int at = (int) (hour(value) - first);
            if (at >= 0 && at < length) {
                all.get(at).add(value.value());
            }
        }
        return all.stream().mapToDouble(each -> Robust.center(unboxed(each))).toArray();
    }

    private static long hour(Value value) {
        return Math.floorDiv(value.start().getEpochSecond(), HOUR);
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// By the hour of the week. Forecasts are of loads, which are never negative: other metrics are
    /// lifted for it.
    private double[] expected(double[] hours) {
        double least = Math.min(0, Arrays.stream(Robust.present(hours)).min().orElse(0));
        double[] lifted = Arrays.stream(hours).map(v -> v - least).toArray();
        double[] next = SeasonalForecast.of(lifted, AnomalyModel.HOURS);
        var expected = new double[AnomalyModel.HOURS];
        long end = Math.ceilDiv(span.to().getEpochSecond(), HOUR);
        for (int i = 0; i < next.length; i++) {
            Instant hour = Instant.ofEpochSecond((end + i) * HOUR);
            expected[AnomalyModel.hourOfWeek(hour, zone)] = next[i] + least;
        }
        return expected;
    }

    private double[] spread(AnomalyModel level) {
        var byHour = new ArrayList<List<Double>>();
        for (int hour = 0; hour < DAY; hour++) {
            byHour.add(new ArrayList<>());
        }
        var all = new ArrayList<Double>();
        for (Value value : values) {
            double distance = Math.abs(value.value() - level.expectedAt(value.start()));
            byHour.get(AnomalyModel.hourOfWeek(value.start(), zone) % DAY).add(distance);
            all.add(distance);
        }
        double usual = usual(all);
        var spread = new double[AnomalyModel.HOURS];
        for (int hour = 0; hour < spread.length; hour++) {
            double own = usual(byHour.get(hour % DAY));
            double floor = OF_EXPECTED * Math.abs(level.expected().get(hour));
            spread[hour] =
                    Math.max(Double.isNaN(own) ? usual : own, Math.max(OF_ALL * usual, floor));
        }
        return spread;
    }

    private double usual(List<Double> distances) {
        double[] all = unboxed(distances);
        return spikes
                ? Math.sqrt(Arrays.stream(all).map(v -> v * v).average().orElse(Double.NaN))
                : NORMAL * Robust.median(all);
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
