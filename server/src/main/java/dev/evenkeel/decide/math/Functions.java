package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.decide.math.Quantity.Several;
import dev.evenkeel.decide.math.Quantity.Word;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// The functions of metric math, but those that ask for metrics.
final class Functions {
    private final Grid grid;

    Functions(Grid grid) {
        this.grid = grid;
    }

    /// What a function makes of its arguments.
    Quantity call(String function, List<Quantity> arguments) throws MathFault {
        return switch (function) {
            case "SUM", "AVG", "MIN", "MAX", "STDDEV", "DATAPOINT_COUNT" ->
                    Folds.valueOf(function).of(only(function, arguments));
            case "ABS" -> each(function, arguments, Math::abs);
            case "CEIL" -> each(function, arguments, Math::ceil);
            case "FLOOR" -> each(function, arguments, Math::floor);
            case "LOG" -> each(function, arguments, Math::log);
            case "LOG10" -> each(function, arguments, Math::log10);
            case "DIFF", "DIFF_TIME", "RATE", "RUNNING_SUM" ->
                    overTime(function, only(function, arguments));
            case "MINUTE" ->
                    clock(function, arguments, at -> at.atZone(ZoneOffset.UTC).getMinute());
            case "HOUR" -> clock(function, arguments, at -> at.atZone(ZoneOffset.UTC).getHour());
            case "DAY" ->
                    clock(
                            function,
                            arguments,
                            at -> at.atZone(ZoneOffset.UTC).getDayOfWeek().getValue());
            case "DATE" ->
                    clock(function, arguments, at -> at.atZone(ZoneOffset.UTC).getDayOfMonth());
            case "MONTH" ->
                    clock(function, arguments, at -> at.atZone(ZoneOffset.UTC).getMonthValue());
            case "YEAR" -> clock(function, arguments, at -> at.atZone(ZoneOffset.UTC).getYear());
            case "EPOCH" -> clock(function, arguments, at -> (double) at.getEpochSecond());
            case "PERIOD" -> period(only(function, arguments));
            case "TIME_SERIES" -> constant(number(function, only(function, arguments)));
            case "FILL" -> fill(arguments);
            case "IF" -> choice(arguments);
            default -> Lists.call(function, arguments);
        };
    }

    static Quantity only(String function, List<Quantity> arguments) throws MathFault {
        requireCount(function, arguments, 1, 1);
        return arguments.getFirst();
    }

    static void requireCount(String function, List<Quantity> arguments, int least, int most)
            throws MathFault {
        if (arguments.size() < least || arguments.size() > most) {
            throw new MathFault(
                    function
                            + " takes "
                            + (least == most ? least : least + " to " + most)
                            + " arguments, not "
                            + arguments.size());
        }
    }

    static double number(String function, Quantity quantity) throws MathFault {
        if (quantity instanceof Scalar(double value)) {
            return value;
        }
        throw new MathFault(function + " needs a number");
    }

    /// A series that has the same value always.
    Series constant(double value) {
        var values = new TreeMap<Instant, Double>();
        grid.moments().forEach(at -> Series.put(values, at, value));
        return new Series("", grid.period(), values);
    }

    /// What is done to each series of several.
    @FunctionalInterface
    interface OfSeries {
        Quantity apply(Series series) throws MathFault;
    }

    private Quantity each(String function, List<Quantity> arguments, DoubleUnaryOperator operation)
            throws MathFault {
        Quantity argument = only(function, arguments);
        return argument instanceof Scalar(double value)
                ? new Scalar(operation.applyAsDouble(value))
                : mapped(function, argument, series -> series.map(operation));
    }

    private static Quantity mapped(String function, Quantity argument, OfSeries operation)
            throws MathFault {
        return switch (argument) {
            case Series series -> operation.apply(series);
            case Several(List<Series> all) -> {
                var next = new ArrayList<Series>();
                for (Series series : all) {
                    if (operation.apply(series) instanceof Series result) {
                        next.add(result);
                    }
                }
                yield new Several(next);
            }
            case Scalar _, Word _ -> throw new MathFault(function + " needs a time series");
        };
    }

    private static Quantity overTime(String function, Quantity argument) throws MathFault {
        return mapped(
                function,
                argument,
                series -> {
                    var next = new TreeMap<Instant, Double>();
                    Instant before = Instant.MIN;
                    double last = 0;
                    double sum = 0;
                    for (var entry : series.values().entrySet()) {
                        Instant at = entry.getKey();
                        double value = entry.getValue();
                        sum += value;
                        if (function.equals("RUNNING_SUM")) {
                            next.put(at, sum);
                        } else if (!before.equals(Instant.MIN)) {
                            double seconds =
                                    (double) (at.getEpochSecond() - before.getEpochSecond());
                            Series.put(next, at, change(function, value - last, seconds));
                        }
                        before = at;
                        last = value;
                    }
                    return series.with(next);
                });
    }

    private static double change(String function, double difference, double seconds) {
        return switch (function) {
            case "DIFF" -> difference;
            case "RATE" -> difference / seconds;
            default -> seconds;
        };
    }

    private static Quantity clock(
            String function, List<Quantity> arguments, ToDoubleFunction<Instant> part)
            throws MathFault {
        return mapped(
                function,
                only(function, arguments),
                series -> {
                    var next = new TreeMap<Instant, Double>();
                    series.values().keySet().forEach(at -> next.put(at, part.applyAsDouble(at)));
                    return series.with(next);
                });
    }

    private static Quantity period(Quantity argument) throws MathFault {
        if (argument instanceof Series series) {
            return new Scalar(series.period());
        }
        throw new MathFault("PERIOD needs a metric");
    }

    private Quantity fill(List<Quantity> arguments) throws MathFault {
        requireCount("FILL", arguments, 2, 2);
        return mapped(
                "FILL", arguments.get(0), series -> Fills.fill(series, arguments.get(1), grid));
    }

    /// `IF(condition, then)` or `IF(condition, then, else)`; anything but 0 holds.
    private Quantity choice(List<Quantity> arguments) throws MathFault {
        requireCount("IF", arguments, 2, 3);
        Quantity then = arguments.get(1);
        Quantity otherwise =
                arguments.size() == 3 ? arguments.get(2) : new Series("", 0, new TreeMap<>());
        if (arguments.getFirst() instanceof Scalar(double condition)) {
            return condition != 0 ? then : otherwise;
        }
        return mapped(
                "IF",
                arguments.getFirst(),
                condition -> {
                    var next = new TreeMap<Instant, Double>();
                    for (var entry : condition.values().entrySet()) {
                        Quantity chosen = entry.getValue() != 0 ? then : otherwise;
                        Series.put(next, entry.getKey(), at(chosen, entry.getKey()));
                    }
                    return condition.with(next);
                });
    }

    private static double at(Quantity quantity, Instant moment) throws MathFault {
        return switch (quantity) {
            case Scalar(double value) -> value;
            case Series series -> series.values().getOrDefault(moment, Double.NaN);
            case Several _, Word _ -> throw new MathFault("IF needs numbers or time series");
        };
    }
}
