package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.decide.forecast.ForecastMetric;
import dev.evenkeel.decide.forecast.MetricPair;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.autoscaling.CapacityForecast;
import dev.evenkeel.wire.autoscaling.GetPredictiveScalingForecastAnswer;
import dev.evenkeel.wire.autoscaling.GetPredictiveScalingForecastType;
import dev.evenkeel.wire.autoscaling.LoadForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tells what a predictive policy expects, and what it expected in the past: what was forecast for
/// an hour is kept as a metric once the hour has begun.
final class PredictiveForecasts {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration OLDEST = Duration.ofDays(366);

    private final MetricReader metrics;

    PredictiveForecasts(MetricReader metrics) {
        this.metrics = metrics;
    }

    GetPredictiveScalingForecastAnswer get(
            World world, Call call, GetPredictiveScalingForecastType input) {
        var lookup = new GroupLookup(world, call);
        String group = lookup.find(input.autoScalingGroupName()).name();
        ScalingPolicy policy = Policies.find(lookup.region(), group, input.policyName());
        if (!(policy.method() instanceof Predictive method)) {
            throw ApiFault.validation(
                    "The policy " + policy.name() + " is not of type PredictiveScaling.");
        }
        Span span =
                span(
                        requireNonNull(input.startTime()),
                        requireNonNull(input.endTime()),
                        call.now());
        PredictiveForecast forecast =
                lookup.region()
                        .find(PredictiveForecast.class, policy.id())
                        .orElseThrow(() -> tooEarly(policy));
        var load = forecast(forecast, ForecastMetric.load(policy), forecast.load(), span);
        var capacity =
                forecast(forecast, ForecastMetric.capacity(policy), forecast.capacity(), span);
        return new GetPredictiveScalingForecastAnswer(
                List.of(
                        new LoadForecast(
                                times(load), values(load), PredictiveShapes.specification(method))),
                new CapacityForecast(times(capacity), values(capacity)),
                forecast.madeAt());
    }

    private static Span span(Instant start, Instant end, Instant now) {
        if (!start.isBefore(end)) {
            throw ApiFault.validation("StartTime must be before EndTime.");
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw ApiFault.validation(
                    "The duration between StartTime and EndTime must not exceed 30 days.");
        }
        if (start.isBefore(now.minus(OLDEST))) {
            throw ApiFault.validation("StartTime must not be more than one year in the past.");
        }
        return new Span(start, end);
    }

    private static ApiFault tooEarly(ScalingPolicy policy) {
        return ApiFault.validation(
                "There is no forecast for policy "
                        + policy.name()
                        + " yet: at least 24 hours of metric data are required.");
    }

    private SortedMap<Instant, Double> forecast(
            PredictiveForecast forecast, MetricId metric, List<Double> future, Span span) {
        var all = new TreeMap<Instant, Double>();
        metrics.read(forecast.scope(), metric, "Average", MetricPair.HOUR, span)
                .forEach(value -> all.put(value.start(), value.value()));
        for (int i = 0; i < future.size(); i++) {
            Instant hour = forecast.start().plus(MetricPair.HOUR.multipliedBy(i));
            if (!hour.isBefore(span.from()) && hour.isBefore(span.to())) {
                all.put(hour, future.get(i));
            }
        }
        return all;
    }

    private static List<Instant> times(SortedMap<Instant, Double> forecast) {
        return List.copyOf(forecast.keySet());
    }

    private static List<Double> values(SortedMap<Instant, Double> forecast) {
        return new ArrayList<>(forecast.values());
    }
}
