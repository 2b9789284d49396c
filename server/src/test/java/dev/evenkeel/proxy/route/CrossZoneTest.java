package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.scenario.Fleet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether a node uses targets of other zones: as its target group says, else as its load balancer
/// does, else as load balancers of its type do.
class CrossZoneTest {
    private static final String KEY = "load_balancing.cross_zone.enabled";
    private final Fleet fleet = new Fleet();

    @ParameterizedTest(name = "{0}, load balancer {1}, group {2}: {3} targets")
    @CsvSource({
        "APPLICATION, -, -, 2",
        "APPLICATION, true, use_load_balancer_configuration, 2",
        "APPLICATION, true, true, 2",
        "APPLICATION, true, false, 1",
        "NETWORK, -, -, 1",
        "NETWORK, -, use_load_balancer_configuration, 1",
        "NETWORK, -, true, 2",
        "NETWORK, true, -, 2",
        "NETWORK, true, use_load_balancer_configuration, 2",
        "NETWORK, true, false, 1",
        "NETWORK, false, true, 2",
        "NETWORK, false, use_load_balancer_configuration, 1"
    })
    void aNodeHasItsTargets(LoadBalancer.Type type, String own, String groups, int targets) {
        var protocol = type == LoadBalancer.Type.NETWORK ? Protocol.TCP : Protocol.HTTP;
        var balancer = fleet.loadBalancer(type, "web", 0, 1).withAttributes(attributes(own));
        fleet.put(balancer);
        var group =
                fleet.with(
                        fleet.group("web", TargetType.IP, protocol), attributes(groups).values());
        fleet.listener(balancer, protocol, 80, group);
        for (String address : List.of("127.31.0.20", "127.31.16.20")) {
            fleet.healthy(fleet.target(group, address, 80).ref());
        }
        assertThat(RouteTable.compile(RouteTable.EMPTY, fleet.world()).pools())
                .hasSize(2)
                .allSatisfy(pool -> {
                    assertThat(pool.size()).isEqualTo(targets);
                    assertThat(zones(pool)).contains(pool.node().zone());
                });
    }

    private static Attributes attributes(String value) {
        return value.equals("-") ? Attributes.DEFAULTS : Attributes.of(Map.of(KEY, value));
    }

    private static List<String> zones(TargetPool pool) {
        return pool.all().stream().map(endpoint -> endpoint.zone()).toList();
    }
}
