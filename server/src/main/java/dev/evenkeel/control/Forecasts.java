package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.forecast.CapacityForecast;
import dev.evenkeel.decide.forecast.History;
import dev.evenkeel.decide.forecast.MetricPair;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Has a forecast made for every predictive policy: at once when there is none, and again when it
/// is six hours old. Two weeks of measurements are read in the `background`, one policy after the
/// other; everything else happens on the control thread.
public final class Forecasts {
    private static final Logger LOG = System.getLogger(Forecasts.class.getName());
    private static final Duration LOOKING = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofHours(6);

    /// How long until measurements that did not suffice are looked at again.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Controller controller;
    private final MetricReader metrics;
    private final Clock clock;
    private final Timers timers;
    private final Executor background;
    private final Map<Key, Attempt> attempts = new HashMap<>();

    /// Set on the control thread, cleared on any.
    private volatile Optional<ScalingPolicy> underWay = Optional.empty();

    private record Attempt(ScalingPolicy.Method method, Instant at) {
        boolean isRecent(ScalingPolicy policy, Instant now) {
            return method.equals(policy.method()) && now.isBefore(at.plus(PATIENCE));
        }
    }

    public Forecasts(
            Controller controller,
            MetricReader metrics,
            Clock clock,
            Timers timers,
            Executor background) {
        this.controller = controller;
        this.metrics = metrics;
        this.clock = clock;
        this.timers = timers;
        this.background = background;
    }

    /// Looks now and again from now on. On the control thread.
    public void start() {
        look();
        timers.after(toNextLook(), this::start);
    }

    private Duration toNextLook() {
        long period = LOOKING.toMillis();
        return Duration.ofMillis(period - Math.floorMod(clock.now().toEpochMilli(), period));
    }

    /// The forecast that is being made, in words. On the control thread.
    public List<String> underWay() {
        return underWay.stream().map(policy -> "the forecast of policy " + policy.name()).toList();
    }

    private void look() {
        World world = controller.world();
        attempts.keySet().removeIf(key -> policy(world, key).isEmpty());
        if (underWay.isEmpty()) {
            due(world).ifPresent(this::begin);
        }
    }

    private static Optional<ScalingPolicy> policy(World world, Key key) {
        return world.in(key.scope()).find(ScalingPolicy.class, key.id());
    }

    private Optional<ScalingPolicy> due(World world) {
        for (World.Region region : world.regions()) {
            for (ScalingPolicy policy : region.all(ScalingPolicy.class)) {
                if (policy.method() instanceof Predictive && isDue(region, policy, clock.now())) {
                    return Optional.of(policy);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isDue(World.Region region, ScalingPolicy policy, Instant now) {
        boolean isOld =
                region.find(PredictiveForecast.class, policy.id())
                        .map(forecast -> !now.isBefore(forecast.madeAt().plus(LIFETIME)))
                        .orElse(true);
        Attempt last = attempts.get(policy.key());
        return isOld && (last == null || !last.isRecent(policy, now));
    }

    private void begin(ScalingPolicy policy) {
        Instant now = clock.now();
        attempts.put(policy.key(), new Attempt(policy.method(), now));
        underWay = Optional.of(policy);
        background.execute(() -> make(policy, now));
    }

    private void make(ScalingPolicy policy, Instant now) {
        try {
            History history = history(policy, History.span(now));
            controller
                    .submit(moment -> decided(moment, policy, history))
                    .whenComplete((_, failure) -> end(policy, Optional.ofNullable(failure)));
        } catch (RuntimeException failure) {
            end(policy, Optional.of(failure));
        }
    }

    private void end(ScalingPolicy policy, Optional<Throwable> failure) {
        failure.ifPresent(
                cause -> LOG.log(Level.WARNING, "no forecast for policy " + policy.name(), cause));
        underWay = Optional.empty();
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
