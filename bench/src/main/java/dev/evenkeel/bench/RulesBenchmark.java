package dev.evenkeel.bench;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.route.Rules;
import dev.evenkeel.scenario.Fleet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What finding the rule of a request costs, as rules become many: 100 rules, with 1,000 targets
/// behind them, should cost about what one costs. The request's rule is the last. Nothing is
/// allocated (`-prof gc` shows it).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {
    private static final byte[] PEER = {10, 0, 0, 7};
    private static final int TARGETS_PER_GROUP = 10;

    @Param({"1", "100"})
    public int rules;

    /// What tells the rules apart.
    @Param({"host", "path", "header"})
    public String by = "";

    private final RequestHead head = new RequestHead();
    private @Nullable Rules compiled;

    @Setup
    public void build() {
        Fleet fleet = new Fleet();
        LoadBalancer lb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        TargetGroup last = group(fleet, 0);
        Listener listener = fleet.listener(lb, Protocol.HTTP, 8080, last);
        for (int number = 1; number <= rules; number++) {
            last = group(fleet, number);
            fleet.rule(listener, number, List.of(condition(number)), last);
        }
        RouteTable table = RouteTable.compile(RouteTable.EMPTY, fleet.world());
        compiled = ((Route.Http) table.frontends().getFirst().route()).rules();
        byte[] request = Ascii.bytes(request());
        head.parse(request, request.length);
    }

    private static TargetGroup group(Fleet fleet, int number) {
        TargetGroup group =
                fleet.group("group-" + number, TargetGroup.TargetType.IP, Protocol.HTTP);
        for (int host = 0; host < TARGETS_PER_GROUP; host++) {
            Target target = fleet.target(group, "127.31." + number % 48 + "." + (host + 20), 80);
            fleet.healthy(target.ref());
        }
        return group;
    }

    private Condition condition(int number) {
        return switch (by) {
            case "host" -> new Condition.HostHeader(List.of("svc-" + number + ".example.com"));
            case "path" -> new Condition.PathPattern(List.of("/svc-" + number + "/*"));
            default -> new Condition.HttpHeader("X-Service", List.of("svc-" + number));
        };
    }

    private String request() {
        String service = "svc-" + rules;
        return "GET /"
                + service
                + "/items?page=2 HTTP/1.1\r\nHost: "
                + service
                + ".example.com\r\nUser-Agent: bench\r\nAccept: */*\r\nX-Service: "
                + service
                + "\r\n\r\n";
    }

    @Benchmark
    public Action findTheRule() {
        return java.util.Objects.requireNonNull(compiled).match(head, PEER);
    }
}
