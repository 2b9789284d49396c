package dev.evenkeel.bench;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.scenario.Fleet;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// What it costs to pick a target, by algorithm and number of targets.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BalancerBenchmark {
    @Param({
        "round_robin",
        "least_outstanding_requests",
        "weighted_random",
        "peak_ewma",
        "consistent_hash"
    })
    public String algorithm = "";

    @Param({"3", "100", "1000"})
    public int targets;

    private @Nullable TargetPool pool;
    private long request;

    @Setup
    public void build() {
        var own = Map.of("x.algorithm", algorithm, "load_balancing.algorithm.type", algorithm);
        var node = new Node(Node.Kind.APPLICATION, Fleet.SCOPE, "web", "us-east-1a", "web");
        List<Endpoint> all =
                IntStream.range(0, targets)
                        .mapToObj(number -> new TargetRef("web", "10.0.0." + number, 80))
                        .map(ref ->
                                new Endpoint(
                                        ref,
                                        "us-east-1a",
                                        InetSocketAddress.createUnresolved(ref.targetId(), 80)))
                        .toList();
        var members = new TargetPool.Membership(all, all, all, false, TargetPool.Severing.NONE);
        pool = TargetPool.of(node, "web", PoolOptions.of(Attributes.of(own)), members);
    }

    @Benchmark
    public @Nullable Endpoint pick() {
        request++;
        return pool == null ? null : pool.pick(null, request, request * 0x9E3779B97F4A7C15L);
    }
}
