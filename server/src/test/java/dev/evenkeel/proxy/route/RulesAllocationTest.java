package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Finding a request's rule among many makes no garbage.
class RulesAllocationTest {
    private static final byte[] PEER = {10, 0, 0, 7};
    private static final int RULES = 100;
    private static final int TIMES = 20_000;

    private static Action action(int number) {
        return new Action.Forward(new Split(List.of(1)), new Action.Places(List.of(number)));
    }

    private static List<Condition> conditions(int number) {
        String name = "svc-" + number;
        return switch (number % 4) {
            case 0 ->
                    List.of(new Condition.HostHeader(List.of(name + ".example.com", "*." + name)));
            case 1 -> List.of(new Condition.PathPattern(List.of("/" + name + "/*")));
            case 2 -> List.of(new Condition.HttpHeader("X-Service", List.of(name)));
            default ->
                    List.of(
                            new Condition.HttpRequestMethod(List.of("PUT")),
                            new Condition.SourceIp(List.of("10.0.0.0/8")),
                            new Condition.QueryString(
                                    List.of(
                                            new Condition.QueryString.Pair(
                                                    java.util.Optional.of("s"), name))));
        };
    }

    private static RequestHead request(String method, int number) {
        byte[] bytes =
                Ascii.bytes(
                        method
                                + " /svc-1x/items?s=svc-"
                                + number
                                + " HTTP/1.1\r\nHost: svc-96.example.com.org:81\r\n"
                                + "X-Service: svc-none\r\n\r\n");
        var head = new RequestHead();
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return head;
    }

    @Test
    void findingARuleMakesNoGarbage() {
        var list = new ArrayList<Rules.Rule>();
        for (int number = 0; number < RULES; number++) {
            list.add(Rules.Rule.of(number + 1, conditions(number), action(number)));
        }
        var rules = new Rules(list, action(-1));
        RequestHead last = request("PUT", RULES - 1);
        RequestHead none = request("GET", RULES - 1);
        assertThat(rules.match(last, PEER)).isSameAs(list.getLast().action());
        match(rules, last, none);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int found = match(rules, last, none);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(found).isEqualTo(TIMES);
        assertThat(after - before).isLessThan(TIMES);
    }

    /// One request that the last rule matches, and one that none does.
    @SuppressWarnings("ReferenceEquality") // Comparing records makes garbage of its own.
    private static int match(Rules rules, RequestHead last, RequestHead none) {
        Action otherwise = rules.match(none, PEER);
        int found = 0;
        for (int time = 0; time < TIMES; time++) {
            found += rules.match(last, PEER) == otherwise ? 0 : 1;
            found -= rules.match(none, PEER) == otherwise ? 0 : 1;
        }
        return found;
    }
}
