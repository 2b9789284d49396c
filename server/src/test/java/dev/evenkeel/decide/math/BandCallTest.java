package dev.evenkeel.decide.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `ANOMALY_DETECTION_BAND`, where 50 is usual, give or take 5.
class BandCallTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Span SPAN = new Span(START, START.plusSeconds(120));

    private static MetricQuery metric(String id) {
        var stat =
                new Stat(
                        MetricId.of("App", id, Map.of()),
                        "Sum",
                        Duration.ofMinutes(1),
                        Optional.empty());
        return new MetricQuery(id, stat, Optional.empty(), Optional.empty(), true);
    }

    private static MetricQuery expression(String id, String text, String label) {
        return new MetricQuery(
                id,
                new Expression(text),
                Optional.of(label).filter(given -> !given.isEmpty()),
                Optional.empty(),
                true);
    }

    /// Knows what is usual for one question.
    private record Learned(String detector) implements MetricMath.Values {
        @Override
        public List<Value> of(Stat stat) {
            return List.of(new Value(START, 70));
        }

        @Override
        public Optional<AnomalyModel> model(List<MetricQuery> of, Duration period) {
            return AnomalyDetector.idOf(of).equals(detector)
                    ? Optional.of(
                            new AnomalyModel(
                                    period,
                                    "UTC",
                                    Collections.nCopies(AnomalyModel.HOURS, 50.0),
                                    Collections.nCopies(AnomalyModel.HOURS, 5.0)))
                    : Optional.empty();
        }
    }

    private static List<Quantity.Series> answer(MetricQuery band, MetricQuery... others)
            throws MathFault {
        var queries = new java.util.ArrayList<>(List.of(band));
        queries.addAll(List.of(others));
        var learned = new Learned(AnomalyDetector.idOf(List.of(metric("m1"))));
        return MetricMath.answer(queries, learned, SPAN).getOrDefault(band.id(), List.of());
    }

    @Test
    void aBandIsTwoSeriesTheUpperAndTheLower() throws MathFault {
        List<Quantity.Series> band =
                answer(expression("ad1", "ANOMALY_DETECTION_BAND(m1, 3)", ""), metric("m1"));
        assertThat(band).extracting(Quantity.Series::label).containsExactly("ad1 High", "ad1 Low");
        assertThat(band.getFirst().values())
                .containsExactly(Map.entry(START, 65.0), Map.entry(START.plusSeconds(60), 65.0));
        assertThat(band.getLast().values()).containsValues(35.0);
    }

    @Test
    void itIsTwoStandardDeviationsWideUnlessAskedOtherwise() throws MathFault {
        List<Quantity.Series> band =
                answer(expression("ad1", "anomaly_detection_band(m1)", "usual"), metric("m1"));
        assertThat(band)
                .extracting(Quantity.Series::label)
                .containsExactly("usual High", "usual Low");
        assertThat(band.getFirst().values()).containsEntry(START, 60.0);
    }

    @Test
    void itsBoundsTakePartInExpressions() throws MathFault {
        String outside =
                "IF(m1 > FIRST(ANOMALY_DETECTION_BAND(m1)), 1, 0)"
                        + " + IF(m1 < LAST(ANOMALY_DETECTION_BAND(m1)), 1, 0)";
        assertThat(answer(expression("e", outside, ""), metric("m1")).getFirst().values())
                .containsEntry(START, 1.0);
    }

    @Test
    void whatNobodyLearnedHasNoBand() throws MathFault {
        assertThat(answer(expression("ad1", "ANOMALY_DETECTION_BAND(m2, 2)", ""), metric("m2")))
                .hasSize(2)
                .allSatisfy(series -> assertThat(series.values()).isEmpty());
    }

    @Test
    void theDetectorOfMetricMathIsKnownByAllTheQueriesItNeeds() throws MathFault {
        var queries =
                List.of(
                        metric("unused"),
                        expression("ad1", "ANOMALY_DETECTION_BAND(e2, 2)", "a label"),
                        expression("e2", "e1 * 100", "another"),
                        expression("e1", "m1 / m2", ""),
                        metric("m1"),
                        metric("m2"));
        BandCall call = BandCall.find(queries, "ad1").orElseThrow();
        assertThat(call.needed())
                .extracting(MetricQuery::id)
                .containsExactlyInAnyOrder("e2", "e1", "m1", "m2");
        assertThat(call.needed())
                .filteredOn(MetricQuery::returned)
                .extracting(MetricQuery::id)
                .containsExactly("e2");
        assertThat(AnomalyDetector.idOf(call.needed()))
                .isEqualTo(
                        AnomalyDetector.idOf(BandCall.needed(queries.get(2), queries.reversed())));
    }

    @Test
    void anExpressionOverAllMetricsNeedsThemAll() throws MathFault {
        var queries =
                List.of(
                        expression("ad1", "ANOMALY_DETECTION_BAND(e1, 2)", ""),
                        expression("e1", "SUM(METRICS())", ""),
                        metric("m1"),
                        metric("m2"));
        assertThat(BandCall.find(queries, "ad1").orElseThrow().needed()).hasSize(3);
        assertThat(BandCall.find(queries, "e1")).isEmpty();
        assertThat(BandCall.find(queries, "m1")).isEmpty();
    }

    @Test
    void whatIsNoBandIsRefused() {
        refused("ANOMALY_DETECTION_BAND()", "ANOMALY_DETECTION_BAND takes 1 to 2 arguments, not 0");
        refused(
                "ANOMALY_DETECTION_BAND(m1 + 1, 2)",
                "ANOMALY_DETECTION_BAND needs the id of a metric or of an expression");
        refused(
                "ANOMALY_DETECTION_BAND(m9, 2)",
                "ANOMALY_DETECTION_BAND needs the id of a metric or of an expression");
        for (String width : List.of("0", "-1", "m1")) {
            refused(
                    "ANOMALY_DETECTION_BAND(m1, " + width + ")",
                    "ANOMALY_DETECTION_BAND needs a positive number of standard deviations");
        }
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> answer(expression("ad1", text, ""), metric("m1"))).hasMessage(why);
    }
}
