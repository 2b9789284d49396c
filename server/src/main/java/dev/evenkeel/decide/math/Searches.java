package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.decide.math.Quantity.Several;
import dev.evenkeel.decide.math.Quantity.Word;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// `SEARCH('{AWS/EC2,InstanceId} CPU', 'Average', 300)`: a series for each metric that is found, at
/// most so many, in the order of their names.
final class Searches {
    private static final int MOST = 500;

    private final MetricMath.Values values;
    private final long usualPeriod;

    Searches(MetricMath.Values values, long usualPeriod) {
        this.values = values;
        this.usualPeriod = usualPeriod;
    }

    Several call(List<Quantity> arguments) throws MathFault {
        Functions.requireCount("SEARCH", arguments, 2, 3);
        SearchQuery query = SearchQuery.parse(text(arguments.get(0)));
        String statistic = text(arguments.get(1));
        if (Statistic.parse(statistic).isEmpty()) {
            throw new MathFault("SEARCH knows no statistic '" + statistic + "'");
        }
        Duration period = Duration.ofSeconds(period(arguments));
        List<MetricId> found =
                values.known(query.schema().map(SearchQuery.Schema::namespace)).stream()
                        .filter(query::matches)
                        .limit(MOST)
                        .toList();
        var all = new ArrayList<Series>();
        for (MetricId metric : found) {
            var stat = new Stat(metric, statistic, period, Optional.empty());
            all.add(new Series(label(metric, found), period.toSeconds(), read(stat)));
        }
        return new Several(all);
    }

    private SortedMap<Instant, Double> read(Stat stat) {
        var all = new TreeMap<Instant, Double>();
        values.of(stat).forEach(value -> all.put(value.start(), value.value()));
        return all;
    }

    private long period(List<Quantity> arguments) throws MathFault {
        if (arguments.size() == 2) {
            return usualPeriod;
        }
        double seconds = Functions.number("SEARCH", arguments.get(2));
        boolean isShort = Set.of(1d, 5d, 10d, 20d, 30d).contains(seconds);
        if (!isShort && (seconds < 60 || seconds > Integer.MAX_VALUE || seconds % 60 != 0)) {
            throw new MathFault(
                    "The period of SEARCH must be 1, 5, 10, 20, 30 or a multiple of 60");
        }
        return (long) seconds;
    }

    private static String text(Quantity quantity) throws MathFault {
        return switch (quantity) {
            case Word(String text) -> text;
            case Scalar _, Series _, Several _ ->
                    throw new MathFault("SEARCH takes a search and a statistic, as text");
        };
    }

    /// What tells a metric from the others: the values of its dimensions, and its name.
    private static String label(MetricId metric, List<MetricId> all) {
        var words = new ArrayList<String>();
        metric.dimensions()
                .forEach((name, value) -> {
                    if (differ(all, each -> each.dimensions().getOrDefault(name, ""))) {
                        words.add(value);
                    }
                });
        if (words.isEmpty() || differ(all, MetricId::name)) {
            words.add(metric.name());
        }
        return String.join(" ", words);
    }

    private static boolean differ(List<MetricId> all, Function<MetricId, String> part) {
        var seen = new HashSet<String>();
        all.forEach(metric -> seen.add(part.apply(metric)));
        return seen.size() > 1;
    }
}
