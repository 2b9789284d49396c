package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The index answers as trying one rule after the other does, for any rules and any request.
class RuleIndexTest {
    private static final int ROUNDS = 100;
    private static final int REQUESTS = 40;
    private static final byte[] PEER = {10, 0, 0, 7};
    private static final Action OTHERWISE = action(-1);

    /// Few letters, so that patterns and texts meet often.
    private static final List<String> PIECES =
            List.of("a", "b", "ab", "A", "/", "/a", "a/", ".", ".b", "B.a", "é", "-");

    private final List<Rules.Rule> rules = new ArrayList<>();
    private Random random = new Random(0);

    private static Action action(int number) {
        return new Action.Forward(new Split(List.of(1)), new Action.Places(List.of(number)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 20, 64, 65, 100, 130})
    void theIndexFindsWhatTryingEachFinds(int size) {
        int matched = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            random = new Random(seed * 1_000L + size);
            rules.clear();
            for (int number = 0; number < size; number++) {
                rules.add(Rules.Rule.of(number + 1, conditions(size), action(number)));
            }
            matched += check(new Rules(rules, OTHERWISE), seed);
        }
        assertThat(matched).isBetween(ROUNDS, ROUNDS * REQUESTS - ROUNDS);
    }

    private int check(Rules compiled, int seed) {
        int matched = 0;
        for (int request = 0; request < REQUESTS; request++) {
            RequestHead head = request();
            Action expected = plainly(head);
            assertThat(compiled.match(head, PEER))
                    .as("seed %d, request %d", seed, request)
                    .isSameAs(expected);
            matched += expected.equals(OTHERWISE) ? 0 : 1;
        }
        return matched;
    }

    private Action plainly(RequestHead head) {
        for (Rules.Rule rule : rules) {
            if (rule.matches(head, PEER)) {
                return rule.action();
            }
        }
        return OTHERWISE;
    }

    /// The more rules, the less each matches, so that the last ones are reached too.
    private List<Condition> conditions(int size) {
        var conditions = new ArrayList<Condition>();
        int fewest = 1 + (31 - Integer.numberOfLeadingZeros(size)) / 2;
        for (int count = fewest + random.nextInt(3); count > 0; count--) {
            conditions.add(condition());
        }
        return conditions;
    }

    private Condition condition() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> new Condition.HostHeader(some(this::pattern));
            case 2, 3 -> new Condition.PathPattern(some(() -> "/" + pattern()));
            case 4 -> new Condition.HttpRequestMethod(some(this::method));
            case 5 -> new Condition.HttpHeader(header(), some(this::pattern));
            case 6 ->
                    new Condition.QueryString(
                            some(() -> new Condition.QueryString.Pair(Optional.empty(), text())));
            case 7 -> new Condition.SourceIp(List.of("10.0.0." + random.nextInt(9) + "/30"));
            case 8 -> new Condition.PathRegex(some(() -> "^/" + text().replace("/", "/?")));
            default ->
                    random.nextBoolean()
                            ? new Condition.HostRegex(List.of("a$"))
                            : new Condition.HeaderRegex(header(), List.of("^a+"));
        };
    }

    private <T> List<T> some(Supplier<T> one) {
        var values = new ArrayList<T>();
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            values.add(one.get());
        }
        return values;
    }

    private String method() {
        return List.of("GET", "PUT", "GETS", "G").get(random.nextInt(4));
    }

    private String header() {
        return List.of("X-A", "X-B", "x-a", "X-AB").get(random.nextInt(4));
    }

    private String pattern() {
        var pattern = new StringBuilder();
        for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
            pattern.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "*";
                        case 1 -> random.nextBoolean() ? "?" : "\\*";
                        default -> PIECES.get(random.nextInt(PIECES.size()));
                    });
        }
        return pattern.isEmpty() ? "*" : pattern.toString();
    }

    private String text() {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private RequestHead request() {
        var text = new StringBuilder(method() + " /" + text());
        if (random.nextBoolean()) {
            text.append("?k=").append(text()).append("&").append(text());
        }
        text.append(" HTTP/1.1\r\nHost: ").append(host());
        for (int fields = random.nextInt(4); fields > 0; fields--) {
            text.append("\r\n").append(header()).append(": ").append(text());
        }
        byte[] bytes = Ascii.bytes(text.append("\r\n\r\n").toString());
        var head = new RequestHead();
        assertThat(head.parse(bytes, bytes.length)).as(text.toString()).isEqualTo(bytes.length);
        return head;
    }

    private String host() {
        String host = text().replace("/", "").replace("é", "");
        return (host.isEmpty() ? "a" : host) + (random.nextInt(4) == 0 ? ":80" : "");
    }
}
