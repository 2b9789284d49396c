package dev.evenkeel.decide.forecast;

import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes forecasts: the load of the next 48 hours by what was measured, and the instances it takes
/// to keep the scaling metric at its target.
///
/// The scaling metric of one instance is taken for a fixed share of the load per instance. Where
/// the metrics do not say which, it is what it was in the past; where nobody counted the instances
/// then, as many as now are taken to have been there.
public final class CapacityForecast {
    public static final int HOURS = 48;

    /// Hours with data that it takes.
    private static final int LEAST = 24;

    /// What binary fractions may add to a quotient that ought to be whole.
    private static final double NOISE = 1e-9;

    private final History history;
    private final double instancesNow;
    private final Span span;

    private CapacityForecast(History history, int instancesNow, Instant now) {
        this.history = history;
        this.instancesNow = instancesNow;
        this.span = History.span(now);
    }

    /// Empty while less than a day of load was measured, or nothing tells what an instance can
    /// bear.
    public static Optional<PredictiveForecast> of(
            ScalingPolicy policy,
            Predictive method,
            History history,
            int instancesNow,
            Instant now) {
        OptionalDouble known = MetricPair.of(policy.group(), method.metrics()).share();
        return new CapacityForecast(history, instancesNow, now).make(policy, method, known, now);
    }

    private Optional<PredictiveForecast> make(
            ScalingPolicy policy, Predictive method, OptionalDouble known, Instant now) {
        double[] hours = History.hours(history.load(), span);
        double share = known.orElseGet(this::share);
        if (Robust.present(hours).length < LEAST || Double.isNaN(share)) {
            return Optional.empty();
        }
        double[] load = SeasonalForecast.of(hours, HOURS);
        return Optional.of(
                new PredictiveForecast(
                        policy.scope(),
                        policy.group(),
                        policy.name(),
                        now,
                        span.to(),
                        Arrays.stream(load).boxed().toList(),
                        Arrays.stream(load)
                                .map(each -> Math.ceil(each * share / method.target() - NOISE))
                                .map(each -> Math.max(0, each))
                                .boxed()
                                .toList(),
                        correlation(),
                        now.truncatedTo(ChronoUnit.HOURS)));
    }

    private double share() {
        Map<Instant, Double> perInstance = perInstance(history.load());
        return Robust.median(
                history.scaling().stream()
                        .mapToDouble(value -> value.value() / at(perInstance, value))
                        .filter(Double::isFinite)
                        .toArray());
    }

    /// NaN where there is none.
    private static double at(Map<Instant, Double> all, Value value) {
        return all.getOrDefault(value.start(), Double.NaN);
    }

    private Map<Instant, Double> perInstance(List<Value> load) {
        Map<Instant, Double> counted = byHour(history.capacity());
        var all = new TreeMap<Instant, Double>();
        for (Value value : load) {
            double instances = counted.getOrDefault(value.start(), instancesNow);
            if (instances > 0) {
                all.put(value.start(), value.value() / instances);
            }
        }
        return all;
    }

    private static Map<Instant, Double> byHour(List<Value> values) {
        return values.stream()
                .collect(Collectors.toMap(Value::start, Value::value, (_, last) -> last));
    }

    /// Pearson's, of the scaling metric and the load per instance, where instances were counted.
    private Optional<Double> correlation() {
        Map<Instant, Double> counted = byHour(history.capacity());
        List<Value> load =
                history.load().stream().filter(v -> counted.containsKey(v.start())).toList();
        Map<Instant, Double> perInstance = perInstance(load);
        List<Value> both =
                history.scaling().stream().filter(v -> perInstance.containsKey(v.start())).toList();
        double[] one = both.stream().mapToDouble(Value::value).toArray();
        double[] other = both.stream().mapToDouble(v -> at(perInstance, v)).toArray();
        double found = covariance(one, other);
        double size = Math.sqrt(covariance(one, one) * covariance(other, other));
        return one.length < LEAST || size == 0 ? Optional.empty() : Optional.of(found / size);
    }

    private static double covariance(double[] one, double[] other) {
        double meanOne = Arrays.stream(one).average().orElse(0);
        double meanOther = Arrays.stream(other).average().orElse(0);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - meanOne) * (other[i] - meanOther);
        }
        return sum;
    }
}
