package dev.evenkeel.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.scenario.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZonesTest {
    private static final String ALB_ZONE = "us-east-1.elb.amazonaws.com";
    private static final String NLB_NAME = "db-50dc6c495c0c9188.elb.us-east-1.amazonaws.com";
    private static final String A = "127.31.0.10";
    private static final String B = "127.31.16.10";
    private static final String C = "127.31.32.10";

    private final Fleet fleet = new Fleet();

    @Test
    void anApplicationLoadBalancerIsAnsweredWithAllItsNodes() {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);

        assertThat(lookup("web-1234567890." + ALB_ZONE)).isEqualTo(addresses(ALB_ZONE, A, B, C));
    }

    @Test
    void namesAreTheSameInAnyCaseAndWithAFinalDot() {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "Web", 0);

        Lookup found = addresses(ALB_ZONE, A);
        assertThat(lookup("WEB-1234567890.US-EAST-1.elb.amazonaws.COM.")).isEqualTo(found);
        assertThat(lookup("web-1234567890." + ALB_ZONE)).isEqualTo(found);
    }

    @Test
    void everyLoadBalancerHasAShortNameBelowLocalhost() {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
        fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 2);
        fleet.classic("old", new ListenerPorts(Protocol.TCP, 80, Protocol.TCP, 80, none()));

        assertThat(lookup("web.elb.localhost")).isEqualTo(addresses("elb.localhost", A, B));
        assertThat(lookup("db.elb.localhost")).isEqualTo(addresses("elb.localhost", C));
        assertThat(lookup("old.elb.localhost")).isEqualTo(addresses("elb.localhost", A, B, C));
    }

    @Test
    void aZonalNameIsThatZonesNodeWhateverItsHealth() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        TargetGroup group = fleet.group("db", TargetType.IP, Protocol.TCP);
        fleet.listener(nlb, Protocol.TCP, 5432, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 5432).ref());

        assertThat(lookup("us-east-1b." + NLB_NAME))
                .isEqualTo(addresses("elb.us-east-1.amazonaws.com", B));
        assertThat(lookup("us-east-1c." + NLB_NAME)).isInstanceOf(Lookup.NoSuchName.class);
    }

    @Test
    void aNetworkLoadBalancersZoneWithoutHealthyTargetLeaves() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1, 2);
        TargetGroup group = fleet.group("db", TargetType.IP, Protocol.TCP);
        fleet.listener(nlb, Protocol.TCP, 5432, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 5432).ref());
        fleet.healthy(fleet.target(group, "127.31.32.50", 5432).ref());
        fleet.unhealthy(fleet.target(group, "127.31.16.50", 5432).ref());

        assertThat(lookup(NLB_NAME)).isEqualTo(addresses("elb.us-east-1.amazonaws.com", A, C));
    }

    @Test
    void acrossZonesOneHealthyTargetKeepsAllZones() {
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
        TargetGroup group = fleet.group("web", TargetType.IP, Protocol.HTTP);
        fleet.listener(alb, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 80).ref());
        fleet.unhealthy(fleet.target(group, "127.31.16.50", 80).ref());

        assertThat(lookup("web.elb.localhost")).isEqualTo(addresses("elb.localhost", A, B));
        fleet.with(group, Map.of("load_balancing.cross_zone.enabled", "false"));
        assertThat(lookup("web.elb.localhost")).isEqualTo(addresses("elb.localhost", A));
    }

    @Test
    void aZoneThatIsSwitchedOffLeaves() {
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);
        TargetGroup group = fleet.group("web", TargetType.IP, Protocol.HTTP);
        fleet.listener(alb, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 80).ref());
        fleet.switchOff(1);

        assertThat(lookup("web.elb.localhost")).isEqualTo(addresses("elb.localhost", A, C));
    }

    @Test
    void thresholdsOfTheTargetGroupCount() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        TargetGroup group = fleet.group("db", TargetType.IP, Protocol.TCP);
        fleet.listener(nlb, Protocol.TCP, 5432, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 5432).ref());
        fleet.healthy(fleet.target(group, "127.31.0.51", 5432).ref());
        fleet.healthy(fleet.target(group, "127.31.16.50", 5432).ref());
        String threshold = "target_group_health.dns_failover.minimum_healthy_targets.";
        fleet.with(group, Map.of(threshold + "count", "2"));

        assertThat(lookup("db.elb.localhost")).isEqualTo(addresses("elb.localhost", A));
        fleet.with(group, Map.of(threshold + "count", "off", threshold + "percentage", "100"));
        assertThat(lookup("db.elb.localhost")).isEqualTo(addresses("elb.localhost", A, B));
    }

    @Test
    void aDrainingTargetKeepsNoZone() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        TargetGroup group = fleet.group("db", TargetType.IP, Protocol.TCP);
        fleet.listener(nlb, Protocol.TCP, 5432, group);
        fleet.healthy(fleet.target(group, "127.31.0.50", 5432).ref());
        Target leaving = fleet.target(group, "127.31.16.50", 5432);
        fleet.healthy(leaving.ref());
        fleet.put(leaving.draining(Instant.parse("2026-01-01T00:05:00Z")));

        assertThat(lookup("db.elb.localhost")).isEqualTo(addresses("elb.localhost", A));
    }

    @Test
    void aTargetOfAllZonesCountsInEach() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        TargetGroup group = fleet.group("db", TargetType.IP, Protocol.TCP);
        fleet.listener(nlb, Protocol.TCP, 5432, group);
        fleet.healthy(fleet.target(group, "10.0.0.1", 5432).ref());

        assertThat(lookup("db.elb.localhost")).isEqualTo(addresses("elb.localhost", A, B));
    }

    @Test
    void aClassicLoadBalancersZoneNeedsAHealthyInstance() {
        Instance inA = fleet.instance("127.31.0.50");
        Instance inB = fleet.instance("127.31.16.50");
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 80, none());
        var old = fleet.classic("old", ports, inA, inB);
        fleet.healthy(old.ref(inA.instanceId()));

        assertThat(lookup(old.dnsName())).isEqualTo(addresses(ALB_ZONE, A));
        fleet.healthy(old.ref(inB.instanceId()));
        assertThat(lookup(old.dnsName())).isEqualTo(addresses(ALB_ZONE, A, B));
    }

    @Test
    void theZonesAreThereWithoutAnyLoadBalancer() {
        assertThat(lookup(ALB_ZONE)).isEqualTo(new Lookup.Apex(ALB_ZONE));
        assertThat(lookup("gone." + ALB_ZONE)).isEqualTo(new Lookup.NoSuchName(ALB_ZONE));
        assertThat(lookup("a.b.elb.localhost")).isEqualTo(new Lookup.NoSuchName("elb.localhost"));
        assertThat(lookup("example.com")).isEqualTo(new Lookup.NotOurs());
        assertThat(lookup("amazonaws.com.")).isEqualTo(new Lookup.NotOurs());
        assertThat(lookup(".")).isEqualTo(new Lookup.NotOurs());
    }

    private Lookup lookup(String name) {
        return Zones.compile(fleet.world()).lookup(name);
    }

    private static Lookup addresses(String apex, String... addresses) {
        return new Lookup.Addresses(apex, List.of(addresses));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
