package dev.evenkeel.decide.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What expressions come to. A case gives metrics (`m1 = 1 2 - 4`, a minute apart, `-` is no data)
/// and tells of expressions what they are.
class MetricMathTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Span SPAN = new Span(START, START.plusSeconds(240));

    static List<Scenario> expressions() {
        return Scenario.read(MetricMathTest.class, "expressions.txt");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionIsComputedFromItsMetrics(Scenario scenario) {
        for (String line : scenario.expected()) {
            String[] sides = line.split(" => ");
            assertThat(computed(scenario.input(), sides[0])).as(line).isEqualTo(sides[1]);
        }
    }

    private static String computed(List<String> metrics, String expression) {
        try {
            var queries = new ArrayList<MetricQuery>();
            for (String metric : metrics) {
                queries.add(metric(metric.split(" = ")[0], false));
            }
            queries.add(expression("e", expression, true));
            var answer =
                    MetricMath.answer(queries, stat -> values(metrics, stat.metric().name()), SPAN);
            return answer.values().stream()
                    .flatMap(List::stream)
                    .map(MetricMathTest::shown)
                    .collect(Collectors.joining(" | "));
        } catch (MathFault fault) {
            return "! " + fault.why();
        }
    }

    private static String shown(Quantity.Series series) {
        var words = new ArrayList<String>();
        for (int minute = 0; minute < 4; minute++) {
            Double value = series.values().get(START.plusSeconds(60L * minute));
            words.add(value == null ? "-" : shown(value));
        }
        return String.join(" ", words);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    private static List<Value> values(List<String> metrics, String id) {
        String words =
                metrics.stream()
                        .filter(metric -> metric.startsWith(id + " = "))
                        .map(metric -> metric.split(" = ")[1])
                        .findFirst()
                        .orElse("");
        var values = new ArrayList<Value>();
        Instant at = START;
        for (String word : words.split(" ")) {
            if (!word.equals("-")) {
                values.add(new Value(at, Double.parseDouble(word)));
            }
            at = at.plusSeconds(60);
        }
        return values;
    }

    private static MetricQuery metric(String id, boolean returned) {
        return new MetricQuery(
                id,
                new Stat(MetricId.of("App", id, Map.of()), "Sum", MINUTE, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                returned);
    }

    private static MetricQuery expression(String id, String text, boolean returned) {
        return new MetricQuery(
                id, new Expression(text), Optional.empty(), Optional.empty(), returned);
    }

    @Test
    void anExpressionMayUseAnother() throws MathFault {
        var queries =
                List.of(
                        expression("ratio", "half * 100", true),
                        expression("half", "m1 / 2", false),
                        metric("m1", true));
        var answer = MetricMath.answer(queries, _ -> List.of(new Value(START, 4)), SPAN);
        assertThat(answer.keySet()).containsExactly("ratio", "m1");
        assertThat(answer.getOrDefault("ratio", List.of()))
                .singleElement()
                .satisfies(ratio -> {
                    assertThat(ratio.values()).containsEntry(START, 200d);
                    assertThat(ratio.label()).isEqualTo("ratio");
                });
        assertThat(answer.getOrDefault("m1", List.of()))
                .extracting(Quantity.Series::label)
                .containsExactly("m1");
    }

    @Test
    void expressionsThatNeedThemselvesAreRefused() {
        var queries = List.of(expression("a", "b + 1", true), expression("b", "a + 1", false));
        assertThatThrownBy(() -> MetricMath.check(queries, "a")).isInstanceOf(MathFault.class);
    }

    @Test
    void anAlarmNeedsOneSeries() {
        var queries = List.of(metric("m1", true), metric("m2", true));
        assertThatThrownBy(() -> MetricMath.single(queries, _ -> List.of(), SPAN))
                .hasMessage("The expression must come to a single time series");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "(".repeat(500) + "1" + ")".repeat(500);
        assertThatThrownBy(() -> FormulaParser.parse(deep))
                .hasMessage("The expression is nested too deeply");
    }

    @Test
    void oneOfSeveralKeepsItsLabelAfterThatOfTheExpression() throws MathFault {
        var all =
                new MetricQuery(
                        "all",
                        new Expression("FILL(METRICS(), 0)"),
                        Optional.of("Filled With 0:"),
                        Optional.empty(),
                        true);
        var queries = List.of(all, metric("m1", false), metric("m2", false));
        assertThat(MetricMath.answer(queries, _ -> List.of(), SPAN).getOrDefault("all", List.of()))
                .extracting(Quantity.Series::label)
                .containsExactly("Filled With 0: m1", "Filled With 0: m2");
    }

    @Test
    void aFunctionIsFoundWhereverItIsCalled() throws MathFault {
        for (String text : List.of("SUM([1, -search('a', 'Sum')])", "2 ^ SEARCH('a', 'Sum')")) {
            assertThat(MetricMath.calls(List.of(expression("e", text, true)), "SEARCH")).isTrue();
        }
        var none = List.of(expression("e", "'SEARCH' + 1", true), metric("SEARCH", true));
        assertThat(MetricMath.calls(none, "SEARCH")).isFalse();
    }
}
