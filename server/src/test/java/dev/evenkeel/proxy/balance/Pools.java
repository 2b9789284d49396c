package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.TargetPool.Membership;
import dev.evenkeel.proxy.balance.TargetPool.Severing;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Targets and pools of them, in a few words each.
final class Pools {
    static final int LOOP = 0;
    static final String GROUP = "arn:aws:elasticloadbalancing:r:a:targetgroup/web/1";

    private Pools() {}

    static Endpoint endpoint(String id) {
        var address = InetSocketAddress.createUnresolved(id, 80);
        return new Endpoint(new TargetRef(GROUP, id, 80), "us-east-1a", address);
    }

    static List<Endpoint> endpoints(int count) {
        return IntStream.range(0, count).mapToObj(index -> endpoint("t" + index)).toList();
    }

    static Membership healthy(List<Endpoint> all) {
        return new Membership(all, all, all, false, Severing.NONE);
    }

    /// All registered, some of them healthy.
    static Membership healthy(List<Endpoint> some, List<Endpoint> all) {
        return new Membership(all, some, some, false, Severing.NONE);
    }

    static PoolOptions options(String... keysAndValues) {
        var attributes = new HashMap<String, String>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            attributes.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        return PoolOptions.of(Attributes.of(attributes));
    }

    static TargetPool pool(PoolOptions options, Membership members) {
        var node =
                new Node(
                        Node.Kind.APPLICATION,
                        new Scope("000000000000", "us-east-1"),
                        "web",
                        "us-east-1a",
                        "web");
        return TargetPool.of(node, GROUP, options, members);
    }

    /// How often each target was picked at `nanos`.
    static Map<Endpoint, Integer> picks(TargetPool pool, int count, long nanos) {
        var picks = new HashMap<Endpoint, Integer>();
        for (int i = 0; i < count; i++) {
            Endpoint picked = pool.pick(null, nanos);
            if (picked != null) {
                picks.merge(picked, 1, Integer::sum);
            }
        }
        return picks;
    }
}
