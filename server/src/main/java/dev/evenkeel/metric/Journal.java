package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import java.time.Instant;

/// Where measurements are kept beyond the life of the process.
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
                public void replay(MetricWriter into) {}
            };

    /// Takes a datapoint in, to be written with the next [#flush]. Any thread; never waits for the
    /// disk.
    void append(Scope scope, MetricId metric, Datapoint datapoint, String unit);

    /// Returns once all that was appended before is durable. Any thread.
    void flush();

    /// Applies the retention to what is kept.
    void age(Instant now, Retention retention);

    /// Reads all that is kept.
    void replay(MetricWriter into);
}
