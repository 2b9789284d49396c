package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.decide.math.Quantity.Several;
import dev.evenkeel.decide.math.Quantity.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Functions of several series at once, that choose and count them.
final class Lists {
    private Lists() {}

    static Quantity call(String function, List<Quantity> arguments) throws MathFault {
        return switch (function) {
            case "METRIC_COUNT" -> new Scalar(all(function, arguments, 1).size());
            case "FIRST" -> end(all(function, arguments, 1), true);
            case "LAST" -> end(all(function, arguments, 1), false);
            case "REMOVE_EMPTY" ->
                    new Several(
                            all(function, arguments, 1).stream()
                                    .filter(series -> !series.values().isEmpty())
                                    .toList());
            case "SLICE" -> slice(arguments);
            case "SORT" -> sort(arguments);
            default -> throw new MathFault("Unknown function " + function);
        };
    }

    private static List<Series> all(String function, List<Quantity> arguments, int most)
            throws MathFault {
        Functions.requireCount(function, arguments, 1, most);
        return switch (arguments.getFirst()) {
            case Several(List<Series> all) -> all;
            case Series one -> List.of(one);
            case Scalar _, Word _ -> throw new MathFault(function + " needs time series");
        };
    }

    private static Quantity end(List<Series> all, boolean isFirst) {
        if (all.isEmpty()) {
            return new Several(List.of());
        }
        return isFirst ? all.getFirst() : all.getLast();
    }

    /// `SLICE(all, from)` is the one at that place; `SLICE(all, from, to)` those from there on.
    private static Quantity slice(List<Quantity> arguments) throws MathFault {
        List<Series> all = all("SLICE", arguments, 3);
        Functions.requireCount("SLICE", arguments, 2, 3);
        int from = place(arguments.get(1), all);
        if (arguments.size() == 2) {
            return from < all.size() ? all.get(from) : new Several(List.of());
        }
        int to = place(arguments.get(2), all);
        return new Several(all.subList(Math.min(from, to), to));
    }

    private static int place(Quantity quantity, List<Series> all) throws MathFault {
        double number = Functions.number("SLICE", quantity);
        return (int) Math.clamp(number, 0, all.size());
    }

    /// `SORT(all, AVG, DESC, 10)`: by what, in which order, and how many at most.
    private static Quantity sort(List<Quantity> arguments) throws MathFault {
        List<Series> all = all("SORT", arguments, 4);
        Functions.requireCount("SORT", arguments, 3, 4);
        Folds by =
                switch (word(arguments.get(1))) {
                    case "AVG" -> Folds.AVG;
                    case "MIN" -> Folds.MIN;
                    case "MAX" -> Folds.MAX;
                    case "SUM" -> Folds.SUM;
                    default -> throw new MathFault("SORT sorts by AVG, MIN, MAX or SUM");
                };
        Comparator<Series> order =
                Comparator.comparingDouble(series -> by.of(series.values().values()));
        String direction = word(arguments.get(2));
        if (!direction.equals("ASC") && !direction.equals("DESC")) {
            throw new MathFault("SORT sorts ASC or DESC");
        }
        int most =
                arguments.size() == 4
                        ? (int) Functions.number("SORT", arguments.get(3))
                        : all.size();
        var sorted = new ArrayList<>(all);
        sorted.sort(direction.equals("ASC") ? order : order.reversed());
        return new Several(sorted.subList(0, Math.clamp(most, 0, sorted.size())));
    }

    private static String word(Quantity quantity) throws MathFault {
        if (quantity instanceof Word(String text)) {
            return text.toUpperCase(Locale.ROOT);
        }
        throw new MathFault("SORT needs a word there");
    }
}
