package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.forecast.AnomalyTraining;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// Has every anomaly detector learn what is usual, by two weeks of measurements: a [Learner].
/// Another period that an alarm asks for is learned at once.
public final class Detectors {
    private static final Duration USUAL_PERIOD = Duration.ofMinutes(5);

    private final Controller controller;
    private final MetricReader metrics;
    private final Learner<AnomalyDetector, Wanted> learner;

    /// What a detector is to know: the settings since when, of which periods.
    private record Wanted(Instant configuredAt, List<Duration> periods) {}

    public Detectors(
            Controller controller,
            MetricReader metrics,
            Clock clock,
            Timers timers,
            Executor background) {
        this.controller = controller;
        this.metrics = metrics;
        this.learner = new Learner<>(new Usual(), controller, clock, timers, background);
    }

    /// Looks now and again from now on. On the control thread.
    public void start() {
        learner.start();
    }

    /// The training that goes on, in words. On the control thread.
    public List<String> underWay() {
        return learner.underWay();
    }

    private final class Usual implements Learner.Subject<AnomalyDetector, Wanted> {
        @Override
        public Collection<AnomalyDetector> in(World.Region region) {
            return region.all(AnomalyDetector.class);
        }

        @Override
        public Wanted circumstances(World.Region region, AnomalyDetector detector) {
            return new Wanted(detector.configuredAt(), periods(region, detector));
        }

        @Override
        public boolean isDue(
                World.Region region, AnomalyDetector detector, Wanted wanted, Instant now) {
            boolean isOld =
                    detector.trainedAt()
                            .map(at -> !now.isBefore(at.plus(Learner.LIFETIME)))
                            .orElse(true);
            return isOld
                    || wanted.periods().stream().anyMatch(each -> detector.model(each).isEmpty());
        }

        @Override
        public Command<Boolean> learn(AnomalyDetector detector, Wanted wanted, Instant now) {
            var models = new ArrayList<AnomalyModel>();
            for (Duration period : wanted.periods()) {
                List<Value> values = values(detector, period, AnomalyTraining.span(now));
                AnomalyTraining.train(values, period, detector.configuration(), now)
                        .ifPresent(models::add);
            }
            return moment -> decided(moment, detector, models);
        }

        @Override
        public String inWords(AnomalyDetector detector) {
            return "the training of an anomaly detector, " + detector.id();
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
