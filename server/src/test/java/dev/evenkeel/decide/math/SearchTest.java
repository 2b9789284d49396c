package dev.evenkeel.decide.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.scenario.Fuzz;
import dev.evenkeel.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `SEARCH` finds. A case gives metrics (`AWS/EC2 CPUUtilization InstanceId=i-1`) and tells of
/// searches the numbers of those they find.
class SearchTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Span SPAN = new Span(START, START.plusSeconds(300));

    static List<Scenario> searches() {
        return Scenario.read(SearchTest.class, "searches.txt");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aSearchFinds(Scenario scenario) {
        List<MetricId> metrics = scenario.input().stream().map(SearchTest::metric).toList();
        for (String line : scenario.expected()) {
            String[] sides = line.split(" => ");
            assertThat(found(metrics, sides[0])).as(line).isEqualTo(sides[1]);
        }
    }

    private static String found(List<MetricId> metrics, String search) {
        try {
            SearchQuery query = SearchQuery.parse(search);
            String numbers =
                    IntStream.range(0, metrics.size())
                            .filter(i -> query.matches(metrics.get(i)))
                            .mapToObj(i -> "" + (i + 1))
                            .collect(Collectors.joining(" "));
            return numbers.isEmpty() ? "none" : numbers;
        } catch (MathFault fault) {
            return "! " + fault.why();
        }
    }

    private static MetricId metric(String line) {
        String[] words = line.split(" ");
        var dimensions = new TreeMap<String, String>();
        for (int i = 2; i < words.length; i++) {
            String[] dimension = words[i].split("=");
            dimensions.put(dimension[0], dimension[1]);
        }
        return new MetricId(words[0], words[1], dimensions);
    }

    /// A store of so many metrics, each with as many requests as its number.
    private record Shops(List<MetricId> metrics) implements MetricMath.Values {
        static Shops of(int count) {
            return new Shops(
                    IntStream.rangeClosed(1, count)
                            .mapToObj(i -> metric("Shop Requests Door=" + i + " Floor=1"))
                            .toList());
        }

        @Override
        public List<Value> of(Stat stat) {
            return List.of(new Value(START, metrics.indexOf(stat.metric()) + 1));
        }

        @Override
        public List<MetricId> known(Optional<String> namespace) {
            return metrics.stream()
                    .filter(m -> namespace.isEmpty() || m.namespace().equals(namespace.get()))
                    .toList();
        }
    }

    private static List<Quantity.Series> answer(int metrics, String expression) throws MathFault {
        var query =
                new MetricQuery(
                        "e", new Expression(expression), Optional.empty(), Optional.empty(), true);
        return MetricMath.answer(List.of(query), Shops.of(metrics), SPAN)
                .getOrDefault("e", List.of());
    }

    @Test
    void eachMetricIsASeriesWithALabelThatTellsItFromTheOthers() throws MathFault {
        assertThat(answer(3, "SEARCH('{Shop,Door,Floor} Requests', 'Sum', 60)"))
                .extracting(Quantity.Series::label, Quantity.Series::period)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", 60L),
                        org.assertj.core.groups.Tuple.tuple("2", 60L),
                        org.assertj.core.groups.Tuple.tuple("3", 60L));
        assertThat(answer(1, "SEARCH('{Shop,Door,Floor}', 'Sum')"))
                .extracting(Quantity.Series::label)
                .containsExactly("Requests");
    }

    @Test
    void whatIsFoundIsAddedUpSortedAndSliced() throws MathFault {
        String search = "SEARCH('{Shop,Door,Floor}', 'Sum', 60)";
        assertThat(values(answer(3, "SUM(" + search + ")"))).isEqualTo("6");
        assertThat(values(answer(3, "MAX(" + search + ") * 2"))).isEqualTo("6");
        assertThat(values(answer(3, "SORT(" + search + ", SUM, DESC, 2)"))).isEqualTo("3 2");
        assertThat(values(answer(3, "SLICE(" + search + ", 1, 3)"))).isEqualTo("2 3");
        assertThat(values(answer(0, search))).isEmpty();
        assertThat(values(answer(0, "SUM(" + search + ")"))).isEmpty();
    }

    private static String values(List<Quantity.Series> all) {
        return all.stream()
                .map(series -> series.values().get(START))
                .filter(value -> value != null)
                .map(value -> "" + value.intValue())
                .collect(Collectors.joining(" "));
    }

    @Test
    void atMostFiveHundredAreFound() throws MathFault {
        assertThat(answer(600, "SEARCH('Requests', 'Sum', 60)")).hasSize(500);
    }

    @Test
    void whatIsNoSearchIsRefused() {
        refused("SEARCH('Requests')", "SEARCH takes 2 to 3 arguments, not 1");
        refused("SEARCH(1, 'Sum', 60)", "SEARCH takes a search and a statistic, as text");
        refused("SEARCH('Requests', 'p101', 60)", "SEARCH knows no statistic 'p101'");
        refused(
                "SEARCH('Requests', 'Sum', 61)",
                "The period of SEARCH must be 1, 5, 10, 20, 30 or a multiple of 60");
        refused("SEARCH('', 'Sum')", "A search needs a metric schema or a term");
        refused("SEARCH('(', 'Sum')", "The search ends too early");
        refused(
                "SEARCH('" + "a".repeat(1025) + "', 'Sum')",
                "A search has at most 1024 characters");
        refused("SEARCH('" + "(".repeat(80) + "', 'Sum')", "The search is nested too deeply");
    }

    private static void refused(String expression, String why) {
        assertThatThrownBy(() -> answer(1, expression)).hasMessage(why);
    }

    @Test
    void whateverIsWrittenIsASearchOrAFault() {
        var random = new Random(7);
        String[] parts = {
            "{",
            "}",
            "(",
            ")",
            "\"",
            "=",
            ",",
            " ",
            "AND",
            "OR",
            "NOT",
            "CPU",
            "AWS/EC2",
            "é",
            "-",
            "MetricName=",
            "\"t2.micro\"",
            "\t",
            "'",
            "0"
        };
        for (int round = 0; round < Fuzz.rounds(20_000); round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            searched(text.toString());
        }
    }

    private static void searched(String text) {
        try {
            SearchQuery.parse(text).matches(metric("AWS/EC2 CPUUtilization InstanceId=i-1"));
        } catch (MathFault fault) {
            assertThat(fault.why()).isNotEmpty();
        }
    }

    @Test
    void whateverIsWrittenIsAnExpressionOrAFault() {
        var random = new Random(8);
        var parts =
                new ArrayList<>(
                        List.of(
                                "(",
                                ")",
                                "[",
                                "]",
                                ",",
                                "+",
                                "-",
                                "*",
                                "/",
                                "^",
                                "==",
                                "<",
                                " ",
                                "m1",
                                "m2",
                                "7",
                                "0.5",
                                "1e",
                                "'",
                                "\"",
                                "AND",
                                "SUM(",
                                "IF(",
                                "SEARCH('Requests', 'Sum')",
                                "FILL(",
                                "REPEAT",
                                "SORT(",
                                "ASC"));
        var metrics = Map.of("m1", 1, "m2", 2);
        for (int round = 0; round < Fuzz.rounds(20_000); round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            computed(text.toString(), metrics.keySet());
        }
    }

    private static void computed(String text, Iterable<String> metrics) {
        var queries = new ArrayList<MetricQuery>();
        queries.add(
                new MetricQuery(
                        "e", new Expression(text), Optional.empty(), Optional.empty(), true));
        metrics.forEach(id ->
                queries.add(
                        new MetricQuery(
                                id,
                                new Stat(
                                        metric("Shop " + id),
                                        "Sum",
                                        java.time.Duration.ofSeconds(60),
                                        Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                false)));
        try {
            MetricMath.answer(queries, Shops.of(3), SPAN);
        } catch (MathFault fault) {
            assertThatExceptionOfType(MathFault.class)
                    .isThrownBy(() -> MetricMath.answer(queries, Shops.of(3), SPAN))
                    .withMessage(fault.why());
        }
    }
}
