package dev.evenkeel.bench;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.scenario.Fleet;
import java.util.concurrent.TimeUnit;
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

/// What one flipped target costs the data plane, as its fleet grows: it should cost its own group,
/// not the fleet.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteTableBenchmark {
    private static final int TARGETS_PER_GROUP = 20;

    @Param({"1", "10", "100"})
    public int groups;

    private RouteTable before = RouteTable.EMPTY;
    private World flipped = new Fleet().world();

    @Setup
    public void build() {
        Fleet fleet = new Fleet();
        TargetRef last = fill(fleet);
        before = RouteTable.compile(RouteTable.EMPTY, fleet.world());
        flipped =
                fleet.world()
                        .observing(
                                last,
                                new TargetHealth(
                                        TargetHealth.State.UNHEALTHY, "Target.Timeout", ""));
    }

    private TargetRef fill(Fleet fleet) {
        Target last = null;
        for (int number = 0; number < groups; number++) {
            TargetGroup group =
                    fleet.group("group-" + number, TargetGroup.TargetType.IP, Protocol.HTTP);
            LoadBalancer lb =
                    fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "lb-" + number, 0, 1, 2);
            fleet.listener(lb, Protocol.HTTP, 1024 + number, group);
            for (int host = 0; host < TARGETS_PER_GROUP; host++) {
                last = fleet.target(group, "127.31." + (number % 48) + "." + (host + 20), 80);
                fleet.healthy(last.ref());
            }
        }
        return java.util.Objects.requireNonNull(last).ref();
    }

    @Benchmark
    public RouteTable compileAfterOneTargetFlipped() {
        return RouteTable.compile(before, flipped);
    }
}
