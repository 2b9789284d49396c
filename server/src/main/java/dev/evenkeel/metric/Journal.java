package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where measurements are kept beyond the life of the process, and beyond what memory holds.
public interface Journal {
    /// Keeps nothing.
    Journal NONE =
            new Journal() {
                @Override
                public void append(
                        Scope scope, MetricId metric, Datapoint datapoint, String unit) {}

                @Override
                public void flush() {}

                @Override
                public void age(Instant now, Retention retention) {}

                @Override
                public Instant replay(Duration recent, Replay into) {
                    return Instant.MIN;
                }

                @Override
                public List<Datapoint> read(Scope scope, MetricId metric, Span span) {
                    return List.of();
                }
            };

    /// Whom a journal tells what it kept.
    interface Replay {
        /// There is such a metric, with data up to `newest`.
        void metric(Scope scope, MetricId metric, String unit, Instant newest);

        void point(Scope scope, MetricId metric, Datapoint datapoint);
    }

    /// Takes a datapoint in, to be added to what is kept of its second with the next [#flush]. Any
    /// thread; never waits for the disk.
    void append(Scope scope, MetricId metric, Datapoint datapoint, String unit);

    /// Returns once all that was appended before is durable. Any thread.
    void flush();

    /// Applies the retention to what is kept.
    void age(Instant now, Retention retention);

    /// Tells of all metrics, and of the points of the last `recent` before the newest one. Answers
    /// from when on it has told of every point; `Instant.MIN` if there are no others.
    Instant replay(Duration recent, Replay into);

    /// What was flushed of one metric, oldest first.
    List<Datapoint> read(Scope scope, MetricId metric, Span span);
}
