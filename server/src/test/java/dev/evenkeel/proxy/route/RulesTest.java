package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Condition.QueryString;
import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    private static final byte[] PEER = {127, 0, 0, 1};
    private static final Action FORWARD =
            new Action.Forward(new Split(List.of(1)), new Action.Places(List.of(0)));

    static List<Scenario> scenarios() {
        return Scenario.read(RulesTest.class, "rules.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theFirstRuleWhoseConditionsHoldDecides(Scenario scenario) {
        var rules = new ArrayList<Rules.Rule>();
        var request = new ArrayList<String>();
        for (String line : scenario.input()) {
            if (request.isEmpty() && Character.isLowerCase(line.charAt(1))) {
                conditionOr(line, rules, request);
            } else {
                request.add(line);
            }
        }
        var compiled = new Rules(rules, FORWARD);
        Action action = compiled.match(parse(request), PEER);
        assertThat(name(rules, action)).isEqualTo(scenario.expected().getFirst());
        assertThat(tried(compiled, request))
                .as("the reasons end at the same rule")
                .isEqualTo(scenario.expected().getFirst());
    }

    private static String tried(Rules compiled, List<String> request) {
        List<Rules.Tried> tried = compiled.tried(parse(request), PEER);
        boolean isMatched = !tried.isEmpty() && tried.getLast().matches();
        assertThat(tried.stream().filter(Rules.Tried::matches).count())
                .isEqualTo(isMatched ? 1 : 0);
        return isMatched ? "rule " + tried.getLast().priority() : "otherwise";
    }

    /// `put / host` is a request with a method in lower case, everything else a condition.
    private static void conditionOr(String line, List<Rules.Rule> rules, List<String> request) {
        if (line.startsWith("put ")) {
            request.add(line);
            return;
        }
        Action own = new Action.Forward(new Split(List.of(1)), new Action.Places(List.of(1)));
        rules.add(Rules.Rule.of(rules.size() + 1, List.of(condition(line)), own));
    }

    private static Condition condition(String line) {
        String[] words = line.split(" ");
        List<String> values = List.of(words).subList(1, words.length);
        return switch (words[0]) {
            case "path" -> new Condition.PathPattern(values);
            case "host" -> new Condition.HostHeader(values);
            case "header" ->
                    new Condition.HttpHeader(values.getFirst(), values.subList(1, values.size()));
            case "host-regex" -> new Condition.HostRegex(values);
            case "path-regex" -> new Condition.PathRegex(values);
            case "header-regex" ->
                    new Condition.HeaderRegex(values.getFirst(), values.subList(1, values.size()));
            case "method" -> new Condition.HttpRequestMethod(values);
            case "query" -> new QueryString(values.stream().map(RulesTest::pair).toList());
            case "source" -> new Condition.SourceIp(values);
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static QueryString.Pair pair(String text) {
        int equals = text.indexOf('=');
        String key = text.substring(0, equals);
        return new QueryString.Pair(
                key.equals("*") ? Optional.empty() : Optional.of(key), text.substring(equals + 1));
    }

    private static RequestHead parse(List<String> lines) {
        String[] first = lines.getFirst().split(" ");
        var text = new StringBuilder(first[0] + " " + first[1] + " HTTP/1.1\r\n");
        text.append("Host: ").append(first[2]).append("\r\n");
        lines.subList(1, lines.size()).forEach(line -> text.append(line).append("\r\n"));
        byte[] bytes = Ascii.bytes(text.append("\r\n").toString());
        var head = new RequestHead();
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return head;
    }

    private static String name(List<Rules.Rule> rules, Action action) {
        return rules.stream()
                .filter(rule -> rule.action().equals(action))
                .map(rule -> "rule " + rule.priority())
                .findFirst()
                .orElse("otherwise");
    }
}
