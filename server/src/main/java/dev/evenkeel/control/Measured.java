package dev.evenkeel.control;

import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What was measured in a span, for metric math.
record Measured(MetricReader metrics, World.Region region, Span span) implements MetricMath.Values {
    @Override
    public List<Value> of(Stat stat) {
        return metrics.read(region.scope(), stat.metric(), stat.statistic(), stat.period(), span);
    }

    @Override
    public List<MetricId> known(Optional<String> namespace) {
        return metrics.list(region.scope(), namespace, Optional.empty());
    }

    @Override
    public Optional<AnomalyModel> model(List<MetricQuery> of, Duration period) {
        return region.find(AnomalyDetector.class, AnomalyDetector.idOf(of))
                .flatMap(detector -> detector.model(period));
    }
}
