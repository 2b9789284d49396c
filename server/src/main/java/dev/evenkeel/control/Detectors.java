package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.forecast.AnomalyTraining;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// Has every anomaly detector learn what is usual: at once when it is new or an alarm asks for
/// another period, and again when it is six hours old. Two weeks of measurements are read in the
/// `background`, one detector after the other; everything else happens on the control thread.
public final class Detectors {
    private static final Logger LOG = System.getLogger(Detectors.class.getName());
    private static final Duration LOOKING = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofHours(6);
    private static final Duration USUAL_PERIOD = Duration.ofMinutes(5);

    /// How long until measurements that did not suffice are looked at again.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Controller controller;
    private final MetricReader metrics;
    private final Clock clock;
    private final Timers timers;
    private final Executor background;
    private final Map<Key, Attempt> attempts = new HashMap<>();

    /// Set on the control thread, cleared on any.
    private volatile Optional<AnomalyDetector> underWay = Optional.empty();

    private record Attempt(Instant configuredAt, List<Duration> periods, Instant at) {
        boolean isRecent(AnomalyDetector detector, List<Duration> wanted, Instant now) {
            return configuredAt.equals(detector.configuredAt())
                    && periods.equals(wanted)
                    && now.isBefore(at.plus(PATIENCE));
        }
    }

    public Detectors(
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

    /// The training that goes on, in words. On the control thread.
    public List<String> underWay() {
        return underWay.stream()
                .map(detector -> "the training of an anomaly detector, " + detector.id())
                .toList();
    }

    private void look() {
        World world = controller.world();
        attempts.keySet()
                .removeIf(key ->
                        world.in(key.scope()).find(AnomalyDetector.class, key.id()).isEmpty());
        if (underWay.isPresent()) {
            return;
        }
        for (World.Region region : world.regions()) {
            for (AnomalyDetector detector : region.all(AnomalyDetector.class)) {
                List<Duration> periods = periods(region, detector);
                if (isDue(detector, periods, clock.now())) {
                    begin(detector, periods);
                    return;
                }
            }
        }
    }

    /// Those of the alarms on it. Metric math has a period of its own.
    private static List<Duration> periods(World.Region region, AnomalyDetector detector) {
        if (detector.single().isEmpty()) {
            return List.of(Duration.ofSeconds(MetricMath.period(detector.queries())));
        }
        var periods = new TreeSet<Duration>();
        for (Alarm alarm : region.all(Alarm.class)) {
            if (alarm.watch() instanceof Alarm.Watch.Banded watch
                    && watch.detector().equals(detector.id())) {
                periods.add(watch.period());
            }
        }
        return periods.isEmpty() ? List.of(USUAL_PERIOD) : List.copyOf(periods);
    }

    private boolean isDue(AnomalyDetector detector, List<Duration> periods, Instant now) {
        boolean isOld =
                detector.trainedAt().map(at -> !now.isBefore(at.plus(LIFETIME))).orElse(true);
        boolean isMissing = periods.stream().anyMatch(each -> detector.model(each).isEmpty());
        Attempt last = attempts.get(detector.key());
        return (isOld || isMissing) && (last == null || !last.isRecent(detector, periods, now));
    }

    private void begin(AnomalyDetector detector, List<Duration> periods) {
        Instant now = clock.now();
        attempts.put(detector.key(), new Attempt(detector.configuredAt(), periods, now));
        underWay = Optional.of(detector);
        background.execute(() -> train(detector, periods, now));
    }

    private void train(AnomalyDetector detector, List<Duration> periods, Instant now) {
        try {
            var models = new ArrayList<AnomalyModel>();
            for (Duration period : periods) {
                AnomalyTraining.train(
                                values(detector, period, AnomalyTraining.span(now)),
                                period,
                                detector.configuration(),
                                now)
                        .ifPresent(models::add);
            }
            controller
                    .submit(moment -> decided(moment, detector, models))
                    .whenComplete((_, failure) -> end(detector, Optional.ofNullable(failure)));
        } catch (RuntimeException failure) {
            end(detector, Optional.of(failure));
        }
    }

    private void end(AnomalyDetector detector, Optional<Throwable> failure) {
        failure.ifPresent(cause ->
                LOG.log(
                        Level.WARNING,
                        "the anomaly detector " + detector.id() + " learned nothing",
                        cause));
        underWay = Optional.empty();
    }

    private List<Value> values(AnomalyDetector detector, Duration period, Span span) {
        if (detector.single().isPresent()) {
            var stat = detector.single().get();
            return metrics.read(detector.scope(), stat.metric(), stat.statistic(), period, span);
        }
        try {
            World.Region region = controller.world().in(detector.scope());
            return MetricMath.single(detector.queries(), new Measured(metrics, region, span), span);
        } catch (MathFault _) {
            // What the data at hand makes impossible is no data; the rest was refused when put.
            return List.of();
        }
    }

    /// The detector may have changed while its measurements were read.
    private static Command.Decided<Boolean> decided(
            Moment moment, AnomalyDetector detector, List<AnomalyModel> models) {
        List<Change> changes =
                moment
                        .world()
                        .in(detector.scope())
                        .find(AnomalyDetector.class, detector.id())
                        .filter(found -> found.configuredAt().equals(detector.configuredAt()))
                        .<Change>map(found -> new Change.Put(found.trained(moment.now(), models)))
                        .stream()
                        .toList();
        return new Command.Decided<>(changes, !changes.isEmpty());
    }
}
