package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Formula.Operator;
import dev.evenkeel.decide.math.Quantity.Scalar;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.decide.math.Quantity.Several;
import dev.evenkeel.decide.math.Quantity.Word;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers queries, some of which are expressions over others. Pure: the values of metrics come
/// from its caller. Lives no longer than one question.
public final class MetricMath {
    private static final long USUAL_PERIOD = 60;

    /// Where the values of metrics come from.
    @FunctionalInterface
    public interface Values {
        List<Value> of(Stat stat);

        /// All metrics there are, of a namespace where one is given, in the order of their names.
        default List<MetricId> known(Optional<String> namespace) {
            return List.of();
        }

        /// What is usual for the returned one of these queries, where somebody learned it.
        default Optional<AnomalyModel> model(List<MetricQuery> of, Duration period) {
            return Optional.empty();
        }
    }

    private final Map<String, MetricQuery> queries = new LinkedHashMap<>();
    private final Map<String, Quantity> known = new HashMap<>();
    private final Values values;
    private final Grid grid;
    private final Functions functions;

    private MetricMath(List<MetricQuery> all, Values values, Span span) {
        all.forEach(query -> queries.put(query.id(), query));
        this.values = values;
        this.grid = new Grid(span, period(all));
        this.functions = new Functions(grid);
    }

    /// The series each returned query comes to, by its id, in the order of the queries.
    public static Map<String, List<Series>> answer(
            List<MetricQuery> queries, Values values, Span span) throws MathFault {
        var math = new MetricMath(queries, values, span);
        var answers = new LinkedHashMap<String, List<Series>>();
        for (MetricQuery query : queries) {
            if (query.returned()) {
                answers.put(query.id(), math.series(query));
            }
        }
        return answers;
    }

    /// The values of the one query that is returned, for an alarm.
    public static List<Value> single(List<MetricQuery> queries, Values values, Span span)
            throws MathFault {
        List<Series> all =
                answer(queries, values, span).values().stream().flatMap(List::stream).toList();
        if (all.size() > 1) {
            throw new MathFault("The expression must come to a single time series");
        }
        return all.stream()
                .flatMap(series -> series.values().entrySet().stream())
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Refuses a query that could not be answered whatever the data.
    public static void check(List<MetricQuery> queries, String id) throws MathFault {
        var math = new MetricMath(queries, _ -> List.of(), new Span(Instant.EPOCH, Instant.EPOCH));
        if (math.quantity(id) instanceof Word(String text)) {
            throw new MathFault("'" + text + "' is no time series");
        }
    }

    /// Whether one of the expressions calls a function, by its name in capital letters.
    public static boolean calls(List<MetricQuery> queries, String function) throws MathFault {
        for (MetricQuery query : queries) {
            if (query.source() instanceof Expression(String text)
                    && FormulaParser.parse(text).calls(function)) {
                return true;
            }
        }
        return false;
    }

    /// The longest period of the metrics that are asked for.
    public static long period(List<MetricQuery> queries) {
        return queries.stream()
                .mapToLong(query ->
                        switch (query.source()) {
                            case Stat stat -> stat.period().toSeconds();
                            case Expression _ -> query.period().map(Duration::toSeconds).orElse(0L);
                        })
                .filter(seconds -> seconds > 0)
                .max()
                .orElse(USUAL_PERIOD);
    }

    private List<Series> series(MetricQuery query) throws MathFault {
        return switch (quantity(query.id())) {
            case Scalar(double value) -> List.of(labelled(functions.constant(value), query));
            case Series series -> List.of(labelled(series, query));
            case Several(List<Series> all) -> {
                var labelled = new ArrayList<Series>();
                for (Series series : all) {
                    labelled.add(prefixed(series, query));
                }
                yield labelled;
            }
            case Word(String text) -> throw new MathFault("'" + text + "' is no time series");
        };
    }

    /// One of several keeps its own label after that of the expression.
    private Series prefixed(Series series, MetricQuery query) throws MathFault {
        boolean isBand = BandCall.find(List.copyOf(queries.values()), query.id()).isPresent();
        String own = query.label().orElse(isBand ? query.id() : "");
        String label = own.isEmpty() ? series.label() : own + " " + series.label();
        return new Series(label, series.period(), series.values());
    }

    private static Series labelled(Series series, MetricQuery query) {
        String own =
                switch (query.source()) {
                    case Stat stat -> stat.metric().name();
                    case Expression _ -> query.id();
                };
        return new Series(query.label().orElse(own), series.period(), series.values());
    }

    private Quantity quantity(String id) throws MathFault {
        Quantity found = known.get(id);
        if (found != null) {
            return found;
        }
        MetricQuery query = queries.get(id);
        if (query == null) {
            return new Word(id);
        }
        known.put(id, new Word(id));
        Quantity quantity =
                switch (query.source()) {
                    case Stat stat -> measured(query, stat);
                    case Expression(String text) -> evaluate(FormulaParser.parse(text));
                };
        known.put(id, quantity);
        return quantity;
    }

    private Series measured(MetricQuery query, Stat stat) {
        var all = new TreeMap<Instant, Double>();
        values.of(stat).forEach(value -> all.put(value.start(), value.value()));
        return labelled(new Series("", stat.period().toSeconds(), all), query);
    }

    private Quantity evaluate(Formula formula) throws MathFault {
        return switch (formula) {
            case Formula.Constant(double value) -> new Scalar(value);
            case Formula.Text(String text) -> new Word(text);
            case Formula.Name(String id) -> quantity(id);
            case Formula.Negative(Formula of) ->
                    joined(Operator.MINUS, new Scalar(0), evaluate(of));
            case Formula.Binary(Operator operator, Formula left, Formula right) ->
                    joined(operator, evaluate(left), evaluate(right));
            case Formula.Several(List<Formula> parts) -> several(parts);
            case Formula.Call(String function, List<Formula> arguments) ->
                    called(function, arguments);
        };
    }

    private Quantity called(String function, List<Formula> arguments) throws MathFault {
        if (function.equals(BandCall.NAME)) {
            BandCall call = BandCall.read(arguments, queries);
            quantity(call.of().id());
            return band(call);
        }
        var quantities = new ArrayList<Quantity>();
        for (Formula argument : arguments) {
            quantities.add(evaluate(argument));
        }
        return switch (function) {
            case "METRICS" -> metrics(quantities);
            case "SEARCH" -> new Searches(values, grid.period()).call(quantities);
            default -> functions.call(function, quantities);
        };
    }

    /// The upper bound and the lower one.
    private Several band(BandCall call) {
        long period = period(call.needed());
        var upper = new TreeMap<Instant, Double>();
        var lower = new TreeMap<Instant, Double>();
        values.model(call.needed(), Duration.ofSeconds(period))
                .ifPresent(model -> {
                    for (Instant at : grid.moments(period)) {
                        double distance = call.width() * model.spreadAt(at);
                        Series.put(upper, at, model.expectedAt(at) + distance);
                        Series.put(lower, at, model.expectedAt(at) - distance);
                    }
                });
        return new Several(
                List.of(new Series("High", period, upper), new Series("Low", period, lower)));
    }

    /// All metrics of the question, or those with `text` in their ids.
    private Quantity metrics(List<Quantity> arguments) throws MathFault {
        Functions.requireCount("METRICS", arguments, 0, 1);
        String part = arguments.isEmpty() ? "" : text(arguments.getFirst());
        var all = new ArrayList<Series>();
        for (MetricQuery query : queries.values()) {
            if (query.source() instanceof Stat stat && query.id().contains(part)) {
                all.add(measured(query, stat));
            }
        }
        return new Several(all);
    }

    private static String text(Quantity quantity) throws MathFault {
        if (quantity instanceof Word(String text)) {
            return text;
        }
        throw new MathFault("METRICS takes text");
    }

    private Quantity several(List<Formula> parts) throws MathFault {
        var all = new ArrayList<Series>();
        for (Formula part : parts) {
            switch (evaluate(part)) {
                case Series series -> all.add(series);
                case Several(List<Series> more) -> all.addAll(more);
                case Scalar(double value) -> all.add(functions.constant(value));
                case Word(String text) -> throw unknown(text);
            }
        }
        return new Several(all);
    }

    private static MathFault unknown(String id) {
        return new MathFault("Unknown id '" + id + "', or one that needs itself");
    }

    private static Quantity joined(Operator operator, Quantity left, Quantity right)
            throws MathFault {
        return switch (left) {
            case Word(String text) -> throw unknown(text);
            case Scalar(double value) ->
                    switch (right) {
                        case Word(String text) -> throw unknown(text);
                        case Scalar(double other) -> new Scalar(operator.of(value, other));
                        case Series series -> series.map(each -> operator.of(value, each));
                        case Several(List<Series> all) ->
                                new Several(
                                        all.stream()
                                                .map(s -> s.map(each -> operator.of(value, each)))
                                                .toList());
                    };
            case Series series -> withSeries(operator, series, right);
            case Several(List<Series> all) -> {
                var next = new ArrayList<Series>();
                for (Series series : all) {
                    if (withSeries(operator, series, right) instanceof Series one) {
                        next.add(one);
                    } else {
                        throw new MathFault("Two arrays cannot be joined by " + operator.sign);
                    }
                }
                yield new Several(next);
            }
        };
    }

    private static Quantity withSeries(Operator operator, Series left, Quantity right)
            throws MathFault {
        return switch (right) {
            case Word(String text) -> throw unknown(text);
            case Scalar(double value) -> left.map(each -> operator.of(each, value));
            case Series other -> left.join(other, operator::of);
            case Several(List<Series> all) ->
                    new Several(all.stream().map(other -> left.join(other, operator::of)).toList());
        };
    }
}
