package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.forecast.CapacityForecast;
import dev.evenkeel.decide.forecast.History;
import dev.evenkeel.decide.forecast.MetricPair;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Has a forecast made for every predictive policy, by two weeks of measurements: a [Learner].
public final class Forecasts {
    private final Controller controller;
    private final MetricReader metrics;
    private final Learner<ScalingPolicy, ScalingPolicy.Method> learner;

    public Forecasts(
            Controller controller,
            MetricReader metrics,
            Clock clock,
            Timers timers,
            Executor background) {
        this.controller = controller;
        this.metrics = metrics;
        this.learner = new Learner<>(new Load(), controller, clock, timers, background);
    }

    /// Looks now and again from now on. On the control thread.
    public void start() {
        learner.start();
    }

    /// The forecast that is being made, in words. On the control thread.
    public List<String> underWay() {
        return learner.underWay();
    }

    private final class Load implements Learner.Subject<ScalingPolicy, ScalingPolicy.Method> {
        @Override
        public List<ScalingPolicy> in(World.Region region) {
            return region.all(ScalingPolicy.class).stream()
                    .filter(policy -> policy.method() instanceof Predictive)
                    .toList();
        }

        @Override
        public ScalingPolicy.Method circumstances(World.Region region, ScalingPolicy policy) {
            return policy.method();
        }

        @Override
        public boolean isDue(
                World.Region region,
                ScalingPolicy policy,
                ScalingPolicy.Method method,
                Instant now) {
            return region.find(PredictiveForecast.class, policy.id())
                    .map(forecast -> !now.isBefore(forecast.madeAt().plus(Learner.LIFETIME)))
                    .orElse(true);
        }

        @Override
        public Command<Boolean> learn(
                ScalingPolicy policy, ScalingPolicy.Method method, Instant now) {
            History history = history(policy, History.span(now));
            return moment -> decided(moment, policy, history);
        }

        @Override
        public String inWords(ScalingPolicy policy) {
            return "the forecast of policy " + policy.name();
        }
    }

    private History history(ScalingPolicy policy, Span span) {
        if (!(policy.method() instanceof Predictive method)) {
            throw new IllegalArgumentException(policy.name() + " makes no forecasts");
        }
        MetricPair pair = MetricPair.of(policy.group(), method.metrics());
        return new History(
                values(policy.scope(), pair.load(), span),
                values(policy.scope(), pair.scaling(), span),
                values(policy.scope(), pair.capacity(), span));
    }

    private List<Value> values(Scope scope, List<MetricQuery> queries, Span span) {
        try {
            return MetricMath.single(
                    queries, new Measured(metrics, controller.world().in(scope), span), span);
        } catch (MathFault _) {
            // What the data at hand makes impossible is no data; the rest was refused when put.
            return List.of();
        }
    }

    /// The policy may have changed while its measurements were read.
    private static Command.Decided<Boolean> decided(
            Moment moment, ScalingPolicy policy, History history) {
        World.Region region = moment.world().in(policy.scope());
        Optional<PredictiveForecast> before = region.find(PredictiveForecast.class, policy.id());
        List<Change> changes =
                region
                        .find(ScalingPolicy.class, policy.id())
                        .filter(found -> found.method().equals(policy.method()))
                        .flatMap(_ -> region.find(AutoScalingGroup.class, policy.group()))
                        .flatMap(group -> forecast(policy, group, history, moment.now()))
                        .map(made -> before.map(old -> after(old, made)).orElse(made))
                        .<Change>map(Change.Put::new)
                        .stream()
                        .toList();
        return new Command.Decided<>(changes, !changes.isEmpty());
    }

    private static Optional<PredictiveForecast> forecast(
            ScalingPolicy policy, AutoScalingGroup group, History history, Instant now) {
        return policy.method() instanceof Predictive method
                ? CapacityForecast.of(policy, method, history, group.capacity().desired(), now)
                : Optional.empty();
    }

    /// An hour that the group is ready for already stays so.
    private static PredictiveForecast after(PredictiveForecast old, PredictiveForecast made) {
        return old.scaledFor().isAfter(made.scaledFor()) ? made.scaled(old.scaledFor()) : made;
    }
}
