package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.cloudwatch.Metric;
import dev.evenkeel.wire.cloudwatch.MetricDataQuery;
import dev.evenkeel.wire.cloudwatch.MetricStat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Queries for values as the API writes them, read into the model and back.
final class QueryForm {
    private static final int MOST = 500;

    private QueryForm() {}

    /// Queries that can be answered; who asks for more than there is hears why not.
    static List<MetricQuery> read(Scope scope, List<MetricDataQuery> given) {
        if (given.size() > MOST) {
            throw ApiFault.validation(
                    "The collection MetricDataQueries must not have more than 500 members.");
        }
        var ids = new HashSet<String>();
        for (MetricDataQuery query : given) {
            if (!ids.add(requireNonNull(query.id()))) {
                throw ApiFault.validation(
                        "The values for parameter id in parameter MetricDataQueries are not"
                                + " unique: "
                                + query.id());
            }
        }
        List<MetricQuery> queries = given.stream().map(query -> read(scope, query)).toList();
        check(queries);
        return queries;
    }

    /// Whether an expression calls a function, by its name in capital letters.
    static boolean calls(List<MetricQuery> checked, String function) {
        try {
            return MetricMath.calls(checked, function);
        } catch (MathFault fault) {
            throw ApiFault.validation("Error in expression: " + fault.why());
        }
    }

    private static void check(List<MetricQuery> queries) {
        for (MetricQuery query : queries) {
            try {
                MetricMath.check(queries, query.id());
            } catch (MathFault fault) {
                throw ApiFault.validation(
                        "Error in expression '" + query.id() + "': " + fault.why());
            }
        }
    }

    private static MetricQuery read(Scope scope, MetricDataQuery query) {
        MetricStat stat = query.metricStat();
        String expression = query.expression();
        if ((stat == null) == (expression == null)) {
            throw ApiFault.validation(
                    "Exactly one of MetricStat and Expression must be specified in query '"
                            + query.id()
                            + "'");
        }
        if (query.accountId() != null && !query.accountId().equals(scope.account())) {
            throw ApiFault.validation("The account " + query.accountId() + " shares no metrics.");
        }
        Optional<Duration> period =
                query.period() == null
                        ? Optional.empty()
                        : Optional.of(Periods.period(query.period()));
        return new MetricQuery(
                requireNonNull(query.id()),
                stat == null ? new Source.Expression(requireNonNull(expression)) : read(stat),
                Optional.ofNullable(query.label()),
                period,
                !Boolean.FALSE.equals(query.returnData()));
    }

    private static Source.Stat read(MetricStat stat) {
        String statistic = requireNonNull(stat.stat());
        if (Statistic.parse(statistic).isEmpty()) {
            throw ApiFault.validation(
                    "The value " + statistic + " for parameter Stat is not supported.");
        }
        Metric metric = requireNonNull(stat.metric());
        return new Source.Stat(
                Dimensions.metric(metric.namespace(), metric.metricName(), metric.dimensions()),
                statistic,
                Periods.period(stat.period()),
                Optional.ofNullable(stat.unit()));
    }

    static MetricDataQuery written(MetricQuery query) {
        var written =
                MetricDataQuery.builder()
                        .id(query.id())
                        .label(query.label().orElse(null))
                        .period(query.period().map(p -> (int) p.toSeconds()).orElse(null))
                        .returnData(query.returned());
        switch (query.source()) {
            case Source.Expression(String text) -> written.expression(text);
            case Source.Stat stat -> written.metricStat(written(stat));
        }
        return written.build();
    }

    private static MetricStat written(Source.Stat stat) {
        return MetricStat.builder()
                .metric(
                        Metric.builder()
                                .namespace(stat.metric().namespace())
                                .metricName(stat.metric().name())
                                .dimensions(Dimensions.of(stat.metric()))
                                .build())
                .period((int) stat.period().toSeconds())
                .stat(stat.statistic())
                .unit(stat.unit().orElse(null))
                .build();
    }
}
