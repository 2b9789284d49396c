package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Algorithm;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.Stickiness;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.message.DesyncMode;
import dev.evenkeel.scenario.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final Fleet fleet = new Fleet();
    private RouteTable table = RouteTable.EMPTY;

    @Test
    void aListenerHasAFrontendOnEveryNode() {
        webWithTargets();
        assertThat(addresses())
                .containsExactly("127.31.0.10:80", "127.31.16.10:80", "127.31.32.10:80");
    }

    @Test
    void aZoneThatIsSwitchedOffHasNoFrontend() {
        webWithTargets();
        fleet.switchOff(1);
        assertThat(addresses()).containsExactly("127.31.0.10:80", "127.31.32.10:80");
    }

    @Test
    void onlyHealthyTargetsOfAllZonesGetTraffic() {
        webWithTargets();
        assertThat(serving(0)).containsExactly("127.31.0.20", "127.31.16.20");
        assertThat(serving(1)).containsExactly("127.31.0.20", "127.31.16.20");
    }

    @Test
    void withoutCrossZoneANodeUsesItsOwnZoneOnly() {
        TargetGroup group = webWithTargets();
        fleet.with(group, Map.of("load_balancing.cross_zone.enabled", "false"));
        assertThat(serving(0)).containsExactly("127.31.0.20");
        assertThat(serving(1)).containsExactly("127.31.16.20");
        assertThat(serving(2)).as("fails open in its zone").containsExactly("127.31.32.20");
    }

    @Test
    void allTargetsGetTrafficWhenNoneIsHealthy() {
        TargetGroup group = webWithTargets();
        for (TargetRef ref : refs(group)) {
            fleet.unhealthy(ref);
        }
        assertThat(serving(0)).containsExactly("127.31.0.20", "127.31.16.20", "127.31.32.20");
        assertThat(pool(0).failedOpen()).isTrue();
    }

    @Test
    void aDrainingTargetGetsNoTrafficButIsStillKnown() {
        TargetGroup group = webWithTargets();
        Target target = firstTarget();
        compile();
        Endpoint before = pool(0).all().getFirst();
        fleet.put(target.draining(Instant.EPOCH));
        assertThat(serving(0)).containsExactly("127.31.16.20");
        assertThat(pool(0).all()).contains(before);
        assertThat(group.name()).isEqualTo("web");
    }

    @Test
    void aStoppedInstanceIsNoTarget() {
        webWithTargets();
        Instance first = fleet.world().in(Fleet.SCOPE).all(Instance.class).iterator().next();
        fleet.put(first.withState(Instance.State.STOPPED, ""));
        assertThat(serving(0)).containsExactly("127.31.16.20");
    }

    @Test
    void whatDidNotChangeStaysTheSameObject() {
        webWithTargets();
        var other = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "other", 0);
        fleet.listener(other, Protocol.TCP, 90, fleet.group("tcp", TargetType.IP, Protocol.TCP));
        RouteTable before = compile();
        fleet.unhealthy(pool(0).all().getFirst().ref());
        RouteTable after = compile();
        assertThat(frontend(before, "127.31.0.10:90")).isSameAs(frontend(after, "127.31.0.10:90"));
        Frontend changed = frontend(after, "127.31.0.10:80");
        assertThat(frontend(before, "127.31.0.10:80")).isNotSameAs(changed);
        assertThat(((Route.Http) changed.route()).rules())
                .isSameAs(((Route.Http) frontend(before, "127.31.0.10:80").route()).rules());
        assertThat(after.nodes()).isEqualTo(before.nodes());
    }

    @Test
    void poolsOfAGroupThatDidNotChangeStayTheSame() {
        TargetGroup group = webWithTargets();
        TargetGroup other = fleet.group("other", TargetType.IP, Protocol.HTTP);
        fleet.listener(
                fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "other", 0),
                Protocol.HTTP,
                90,
                other);
        fleet.target(other, "127.31.0.50", 80);
        RouteTable before = compile();
        fleet.unhealthy(refs(group).getFirst());
        fleet.target(group, "i-00000000000000009", 80);
        RouteTable after = compile();
        assertThat(pools(after, other)).isEqualTo(pools(before, other));
        assertThat(pools(after, group)).doesNotContainAnyElementsOf(pools(before, group));
    }

    @Test
    void aTableTellsWhatBecameOfEndpoints() {
        webWithTargets();
        RouteTable before = compile();
        Endpoint first = pool(0).all().getFirst();
        assertThat(compile().changesSince(before).isEmpty()).isTrue();
        fleet.put(firstTarget().draining(Instant.EPOCH));
        RouteTable draining = compile();
        assertThat(draining.changesSince(before).leaving()).contains(first);
        assertThat(draining.changesSince(before).gone()).isEmpty();
        fleet.remove(firstTarget());
        RouteTable gone = compile();
        assertThat(gone.changesSince(draining).gone()).contains(first);
        assertThat(gone.changesSince(draining).serving()).doesNotContain(first).isNotEmpty();
    }

    private static List<TargetPool> pools(RouteTable table, TargetGroup group) {
        return table.pools().stream()
                .filter(pool -> pool.group().equals(group.arn().value()))
                .toList();
    }

    private Target firstTarget() {
        return fleet.world().in(Fleet.SCOPE).all(Target.class).iterator().next();
    }

    @Test
    void aNetworkLoadBalancerStaysInItsZoneByDefault() {
        TargetGroup group = fleet.group("tcp", TargetType.INSTANCE, Protocol.TCP);
        fleet.listener(
                fleet.loadBalancer(LoadBalancer.Type.NETWORK, "net", 0, 1),
                Protocol.TCP,
                80,
                group);
        for (String address : List.of("127.31.0.20", "127.31.16.20")) {
            fleet.healthy(fleet.target(group, fleet.instance(address).id(), 80).ref());
        }
        assertThat(serving(0)).containsExactly("127.31.0.20");
        assertThat(frontend(table, "127.31.0.10:80").route()).isInstanceOf(Route.Stream.class);
    }

    @Test
    void aClassicLoadBalancerNeverUsesASickInstance() {
        Instance instance = fleet.instance("127.31.0.20");
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var classic = fleet.classic("old", ports, instance);
        assertThat(serving(0)).isEmpty();
        fleet.healthy(TargetRef.classic(classic, instance.instanceId(), 8080));
        assertThat(serving(0)).containsExactly("127.31.0.20");
        assertThat(serving(1)).as("cross-zone is off by default").isEmpty();
    }

    @Test
    void aClassicLoadBalancerIsAsWaryOfRequestsAsItIsTold() {
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var balancer = fleet.classic("old", ports, fleet.instance("127.31.0.20"));
        var mode = Map.of("routing.http.desync_mitigation_mode", "strictest");
        fleet.put(balancer.withAttributes(Attributes.of(mode)));
        compile();
        assertThat(frontend(table, "127.31.0.10:80").route())
                .isInstanceOfSatisfying(
                        Route.Http.class,
                        http ->
                                assertThat(http.options().desync())
                                        .isEqualTo(DesyncMode.STRICTEST));
    }

    /// They pick instances in different ways, and one may be sticky.
    @Test
    void listenersOfAClassicLoadBalancerShareNoPoolEvenOnOneInstancePort() {
        var http = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var tcp = new ListenerPorts(Protocol.TCP, 81, Protocol.TCP, 8080, Optional.empty());
        var balancer = fleet.classic("old", http, fleet.instance("127.31.0.20"));
        fleet.put(
                balancer.withPolicies(List.of(new ClassicPolicy.LoadBalancerCookie("stay", 60)))
                        .withListeners(List.of(http.withPolicies(List.of("stay")), tcp)));
        compile();
        PoolOptions first = frontend(table, "127.31.0.10:80").route().pools().getFirst().options();
        assertThat(first.stickiness()).isEqualTo(new Stickiness.Classic("", 60));
        assertThat(first.algorithm()).isEqualTo(Algorithm.LEAST_OUTSTANDING);
        PoolOptions other = frontend(table, "127.31.0.10:81").route().pools().getFirst().options();
        assertThat(other.stickiness().isOn()).isFalse();
        assertThat(other.algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
    }

    /// A load balancer `web` in three zones with a target in each, those in the first two healthy.
    private TargetGroup webWithTargets() {
        TargetGroup group = fleet.group("web", TargetType.INSTANCE, Protocol.HTTP);
        var balancer = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        for (String address : List.of("127.31.0.20", "127.31.16.20", "127.31.32.20")) {
            fleet.target(group, fleet.instance(address).id(), 80);
        }
        var refs = refs(group);
        fleet.healthy(refs.get(0), refs.get(1)).unhealthy(refs.get(2));
        return group;
    }

    private List<TargetRef> refs(TargetGroup group) {
        var refs = new ArrayList<TargetRef>();
        for (Instance instance : fleet.world().in(Fleet.SCOPE).all(Instance.class)) {
            refs.add(new TargetRef(group.arn().value(), instance.id(), 80));
        }
        return refs;
    }

    private RouteTable compile() {
        table = RouteTable.compile(table, fleet.world());
        return table;
    }

    private List<String> addresses() {
        return compile().frontends().stream().map(f -> f.address().toString()).toList();
    }

    private TargetPool pool(int zone) {
        return frontend(table, "127.31." + zone * 16 + ".10:80").route().pools().getFirst();
    }

    private List<String> serving(int zone) {
        compile();
        TargetPool pool = pool(zone);
        var addresses = new ArrayList<String>();
        for (int index = 0; index < pool.size(); index++) {
            addresses.add(pool.serving(index).address().getHostString());
        }
        return addresses;
    }

    private static Frontend frontend(RouteTable table, String address) {
        return table.frontends().stream()
                .filter(frontend -> frontend.address().toString().equals(address))
                .findFirst()
                .orElseThrow();
    }
}
