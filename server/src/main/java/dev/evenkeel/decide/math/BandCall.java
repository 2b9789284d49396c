package dev.evenkeel.decide.math;

import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `ANOMALY_DETECTION_BAND(m1, 2)`: the query it is of, with those which that one needs, and how
/// wide it is, in standard deviations.
public record BandCall(MetricQuery of, double width, List<MetricQuery> needed) {
    static final String NAME = "ANOMALY_DETECTION_BAND";
    private static final double USUAL = 2;

    public BandCall {
        needed = List.copyOf(needed);
    }

    /// Of a query that is such a call and nothing else; empty if it is something else.
    public static Optional<BandCall> find(List<MetricQuery> queries, String id) throws MathFault {
        Map<String, MetricQuery> all = byId(queries);
        MetricQuery query = all.get(id);
        return query != null
                        && query.source() instanceof Expression(String text)
                        && FormulaParser.parse(text)
                                instanceof Formula.Call(String name, List<Formula> arguments)
                        && name.equals(NAME)
                ? Optional.of(read(arguments, all))
                : Optional.empty();
    }

    static BandCall read(List<Formula> arguments, Map<String, MetricQuery> queries)
            throws MathFault {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new MathFault(NAME + " takes 1 to 2 arguments, not " + arguments.size());
        }
        MetricQuery of =
                arguments.getFirst() instanceof Formula.Name(String id) ? queries.get(id) : null;
        if (of == null) {
            throw new MathFault(NAME + " needs the id of a metric or of an expression");
        }
        double width = USUAL;
        if (arguments.size() == 2) {
            if (!(arguments.get(1) instanceof Formula.Constant(double number)) || !(number > 0)) {
                throw new MathFault(NAME + " needs a positive number of standard deviations");
            }
            width = number;
        }
        return new BandCall(of, width, needed(of, queries));
    }

    private static Map<String, MetricQuery> byId(List<MetricQuery> queries) {
        var all = new LinkedHashMap<String, MetricQuery>();
        queries.forEach(query -> all.put(query.id(), query));
        return all;
    }

    /// The query, returned, and all it needs, which are not.
    public static List<MetricQuery> needed(MetricQuery root, List<MetricQuery> queries)
            throws MathFault {
        return needed(root, byId(queries));
    }

    private static List<MetricQuery> needed(MetricQuery root, Map<String, MetricQuery> queries)
            throws MathFault {
        var found = new LinkedHashMap<String, MetricQuery>();
        var open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            MetricQuery next = open.removeLast();
            MetricQuery shown = shown(next, next.id().equals(root.id()));
            if (found.putIfAbsent(next.id(), shown) == null) {
                open.addAll(used(next, queries));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<MetricQuery> used(MetricQuery query, Map<String, MetricQuery> queries)
            throws MathFault {
        if (!(query.source() instanceof Expression(String text))) {
            return List.of();
        }
        Formula formula = FormulaParser.parse(text);
        boolean isOverAll = formula.calls("METRICS");
        return queries.values().stream()
                .filter(each -> formula.names(each.id()) || isOverAll && isMetric(each))
                .toList();
    }

    private static boolean isMetric(MetricQuery query) {
        return query.source() instanceof MetricQuery.Source.Stat;
    }

    private static MetricQuery shown(MetricQuery query, boolean returned) {
        return new MetricQuery(
                query.id(), query.source(), Optional.empty(), query.period(), returned);
    }
}
