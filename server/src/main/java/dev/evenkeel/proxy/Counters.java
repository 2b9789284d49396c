package dev.evenkeel.proxy;

import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.ResponseTimes;
import dev.evenkeel.proxy.balance.Tally;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.route.RouteTable;
import java.util.List;

/// What the data plane counted since its frontends exist, read at one moment. A metric is the
/// difference of two readings.
public record Counters(List<OfNode> nodes, List<OfPool> pools) {
    public Counters {
        nodes = List.copyOf(nodes);
        pools = List.copyOf(pools);
    }

    /// What one load balancer counted in one zone. `loadBalancer` is an ARN, or a Classic Load
    /// Balancer's name.
    public record OfNode(
            Node.Kind kind, Scope scope, String loadBalancer, String zone, Tally.Counts counts) {}

    /// What one group got through one node.
    public record OfPool(
            OfNode node,
            String group,
            ResponseTimes.Histogram responseTimes,
            List<OfTarget> targets) {
        public OfPool {
            targets = List.copyOf(targets);
        }
    }

    /// What one target got through one node, and what the node concluded from its answers.
    public record OfTarget(
            TargetRef target,
            String zone,
            Tally.Counts counts,
            boolean anomalous,
            boolean mitigated) {
        public OfTarget(TargetRef target, String zone, Tally.Counts counts) {
            this(target, zone, counts, false, false);
        }
    }

    static Counters of(RouteTable table) {
        return new Counters(
                table.nodes().stream().map(Counters::of).toList(),
                table.pools().stream().map(Counters::of).toList());
    }

    private static OfNode of(Node node) {
        return new OfNode(
                node.kind(),
                node.scope(),
                node.loadBalancer(),
                node.zone(),
                node.tally().snapshot());
    }

    private static OfPool of(TargetPool pool) {
        return new OfPool(
                of(pool.node()),
                pool.group(),
                pool.responseTimes().snapshot(),
                pool.all().stream()
                        .map(endpoint ->
                                new OfTarget(
                                        endpoint.ref(),
                                        endpoint.zone(),
                                        endpoint.tally().snapshot(),
                                        endpoint.isAnomalous(),
                                        endpoint.isMitigated()))
                        .toList());
    }
}
