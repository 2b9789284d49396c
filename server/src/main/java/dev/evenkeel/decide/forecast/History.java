package dev.evenkeel.decide.forecast;

import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/// What was measured in the hours of the last two weeks, the last full one at the end.
public record History(List<Value> load, List<Value> scaling, List<Value> capacity) {
    private static final Duration LENGTH = Duration.ofDays(14);

    public History {
        load = List.copyOf(load);
        scaling = List.copyOf(scaling);
        capacity = List.copyOf(capacity);
    }

    /// The hours a forecast that is made `now` looks at.
    public static Span span(Instant now) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        return new Span(hour.minus(LENGTH), hour);
    }

    /// Values by the hour, from the first one there is to the end of `span`; NaN where none is.
    static double[] hours(List<Value> values, Span span) {
        List<Value> inside =
                values.stream()
                        .filter(v -> !v.start().isBefore(span.from()))
                        .filter(v -> v.start().isBefore(span.to()))
                        .toList();
        if (inside.isEmpty()) {
            return new double[0];
        }
        Instant first = inside.getFirst().start();
        var hours = new double[index(first, span.to())];
        Arrays.fill(hours, Double.NaN);
        inside.forEach(value -> hours[index(first, value.start())] = value.value());
        return hours;
    }

    private static int index(Instant from, Instant to) {
        return (int) Duration.between(from, to).toHours();
    }
}
