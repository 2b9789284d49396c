package dev.evenkeel.control;

import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import java.util.List;
import java.util.Optional;

/// What was measured in a span, for metric math.
record Measured(MetricReader metrics, Scope scope, Span span) implements MetricMath.Values {
    @Override
    public List<Value> of(Stat stat) {
        return metrics.read(scope, stat.metric(), stat.statistic(), stat.period(), span);
    }

    @Override
    public List<MetricId> known(Optional<String> namespace) {
        return metrics.list(scope, namespace, Optional.empty());
    }
}
