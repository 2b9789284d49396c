package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.balance.TargetPool;
import java.time.Duration;
import java.util.List;

/// What a frontend does with its connections. Actions name a pool by its place in `pools`.
public sealed interface Route {
    List<TargetPool> pools();

    /// Reads HTTP requests and treats each as its rule says.
    record Http(Rules rules, List<TargetPool> pools, HttpOptions options) implements Route {
        public Http {
            pools = List.copyOf(pools);
        }
    }

    /// Relays bytes. Each connection goes to one target of the pool that `split` names.
    record Stream(Split split, List<TargetPool> pools, Choice choice, Duration idleTimeout)
            implements Route {
        public Stream {
            pools = List.copyOf(pools);
        }

        /// How a connection's target is found in its pool.
        public enum Choice {
            FLOW_HASH,
            ROUND_ROBIN
        }
    }
}
