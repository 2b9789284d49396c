package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.decide.forecast.AnomalyTraining;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.decide.math.Quantity.Series;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.GetMetricDataInput;
import dev.evenkeel.wire.cloudwatch.GetMetricDataOutput;
import dev.evenkeel.wire.cloudwatch.MetricDataResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Many metrics at once, and what metric math makes of them, in pages.
final class MetricQueries {
    private static final int MOST_DATAPOINTS = 100_800;
    private static final String PAGE = "from-";

    private final MetricReader reader;

    MetricQueries(MetricReader reader) {
        this.reader = reader;
    }

    GetMetricDataOutput data(World world, Call call, GetMetricDataInput input) {
        List<MetricQuery> queries =
                QueryForm.read(call.scope(), requireNonNull(input.metricDataQueries()));
        Span span = Periods.span(input.startTime(), input.endTime());
        var results = new ArrayList<MetricDataResult>();
        answer(world, call, queries, span)
                .forEach(
                        (id, all) -> all.forEach(series -> results.add(result(id, series, input))));
        return page(results, input);
    }

    private Map<String, List<Series>> answer(
            World world, Call call, List<MetricQuery> queries, Span span) {
        try {
            return MetricMath.answer(
                    queries, new Measured(world.in(call.scope()), call, span), span);
        } catch (MathFault fault) {
            throw ApiFault.validation("Error in expression: " + fault.why());
        }
    }

    /// What was measured, for a caller and a time.
    private final class Measured implements MetricMath.Values {
        private final World.Region region;
        private final Call call;
        private final Span span;

        Measured(World.Region region, Call call, Span span) {
            this.region = region;
            this.call = call;
            this.span = span;
        }

        @Override
        public List<Value> of(Stat stat) {
            boolean isOtherUnit =
                    stat.unit()
                            .filter(unit -> !unit.equals(reader.unit(call.scope(), stat.metric())))
                            .isPresent();
            return isOtherUnit
                    ? List.of()
                    : reader.read(
                            call.scope(), stat.metric(), stat.statistic(), stat.period(), span);
        }

        @Override
        public List<MetricId> known(Optional<String> namespace) {
            return reader.list(call.scope(), namespace, Optional.empty());
        }

        /// A period that no alarm asked for is learned on the spot.
        @Override
        public Optional<AnomalyModel> model(List<MetricQuery> of, Duration period) {
            return region.find(AnomalyDetector.class, AnomalyDetector.idOf(of))
                    .filter(detector -> !detector.models().isEmpty())
                    .flatMap(
                            detector -> detector.model(period).or(() -> learned(detector, period)));
        }

        private Optional<AnomalyModel> learned(AnomalyDetector detector, Duration period) {
            Span past = AnomalyTraining.span(call.now());
            return detector.single()
                    .flatMap(stat ->
                            AnomalyTraining.train(
                                    reader.read(
                                            call.scope(),
                                            stat.metric(),
                                            stat.statistic(),
                                            period,
                                            past),
                                    period,
                                    detector.configuration(),
                                    call.now()));
        }
    }

    private static MetricDataResult result(String id, Series series, GetMetricDataInput input) {
        List<Instant> times = new ArrayList<>(series.values().keySet());
        List<Double> values = new ArrayList<>(series.values().values());
        boolean isOldestFirst = "TimestampAscending".equals(input.scanBy());
        return MetricDataResult.builder()
                .id(id)
                .label(series.label())
                .timestamps(isOldestFirst ? times : times.reversed())
                .values(isOldestFirst ? values : values.reversed())
                .statusCode("Complete")
                .build();
    }

    /// At most so many datapoints as were asked for, all results one after the other. The token
    /// counts those of the pages before.
    private static GetMetricDataOutput page(
            List<MetricDataResult> results, GetMetricDataInput input) {
        long most = requireNonNullElse(input.maxDatapoints(), MOST_DATAPOINTS);
        if (most < 1 || most > MOST_DATAPOINTS) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_VALUE,
                    "The parameter MaxDatapoints must be from 1 to 100800.");
        }
        long from = from(input.nextToken());
        long to = from + most;
        var shown = new ArrayList<MetricDataResult>();
        long before = 0;
        for (MetricDataResult result : results) {
            int size = requireNonNull(result.values()).size();
            int start = Math.clamp(from - before, 0, size);
            int end = Math.clamp(to - before, 0, size);
            if (end > start || size == 0 && from <= before && before < to) {
                shown.add(part(result, start, end));
            }
            before += size;
        }
        return GetMetricDataOutput.builder()
                .metricDataResults(shown)
                .messages(List.of())
                .nextToken(before > to ? PAGE + to : null)
                .build();
    }

    private static MetricDataResult part(MetricDataResult result, int start, int end) {
        List<Double> values = requireNonNull(result.values());
        return MetricDataResult.builder()
                .id(result.id())
                .label(result.label())
                .timestamps(requireNonNull(result.timestamps()).subList(start, end))
                .values(values.subList(start, end))
                .statusCode(end < values.size() ? "PartialData" : "Complete")
                .build();
    }

    private static long from(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        if (!token.matches(PAGE + "[0-9]{1,12}")) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_NEXT_TOKEN, "The token '" + token + "' is invalid.");
        }
        return Long.parseLong(token.substring(PAGE.length()));
    }
}
