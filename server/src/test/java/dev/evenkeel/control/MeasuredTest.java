package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Load and scaling metrics of a forecast may be searched for.
class MeasuredTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aSearchAddsUpWhatEachMetricMeasured() throws MathFault {
        var store = new MetricStore(Retention.CLOUDWATCH);
        for (String group : List.of("blue", "green")) {
            store.record(
                    Fleet.SCOPE,
                    MetricId.of("Shop", "Orders", Map.of("Group", group)),
                    Datapoint.of(START, 3),
                    "None");
        }
        var query =
                new MetricQuery(
                        "e",
                        new MetricQuery.Source.Expression(
                                "SUM(SEARCH('{Shop,Group} Orders', 'Sum', 3600))"),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        var span = new Span(START, START.plusSeconds(3_600));
        assertThat(
                        MetricMath.single(
                                List.of(query),
                                new Measured(store, World.empty(Fleet.SITE).in(Fleet.SCOPE), span),
                                span))
                .containsExactly(new Value(START, 6));
    }
}
