package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What both generations of load balancers ask of the model.
class LoadBalancerPartsTest {
    private static final Scope HOME = new Scope("123456789012", "us-east-1");
    private static final Site SITE = Site.of(HOME, List.of("us-east-1a", "us-east-1b"), 1024);

    @Test
    void aRegionHasOneHostedZonePerKind() {
        assertThat(HostedZones.application("eu-west-1")).isEqualTo("Z32O12XQLNTSW2");
        assertThat(HostedZones.network("eu-west-1")).isEqualTo("Z2IFOLAFXWLO4F");
        assertThat(HostedZones.application("home-lab-1"))
                .isEqualTo(HostedZones.application("us-east-1"));
    }

    @Test
    void aNewNodeTakesAnAddressNothingElseUses() {
        World empty = World.empty(SITE);
        Network.Subnet subnet = SITE.network().subnets().getFirst();
        LoadBalancerNode first = LoadBalancerNode.in(empty, subnet, new Random(1)).orElseThrow();
        World taken = empty.with(List.of(new Change.Put(classic(List.of(first)))));

        LoadBalancerNode second = LoadBalancerNode.in(taken, subnet, new Random(1)).orElseThrow();

        assertThat(first.zone()).isEqualTo("us-east-1a");
        assertThat(first.networkInterfaceId()).startsWith("eni-0");
        assertThat(second.address()).isNotEqualTo(first.address());
    }

    @Test
    void aPortBelowTheLowestIsRefusedWithTheCure() {
        assertThat(SITE.whyNotListenOn(1024)).isEmpty();
        assertThat(SITE.whyNotListenOn(80))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("port 80", "1024", "ip_unprivileged_port_start"));
    }

    @Test
    void aClassicLoadBalancerDrainsOnlyWhenTold() {
        ClassicLoadBalancer plain = classic(List.of());
        var draining = Attributes.of(Map.of(ClassicLoadBalancer.DRAINING, "true"));

        assertThat(plain.drainingTime()).isZero();
        assertThat(plain.withAttributes(draining).drainingTime()).isEqualTo(Duration.ofMinutes(5));
    }

    private static ClassicLoadBalancer classic(List<LoadBalancerNode> nodes) {
        var check =
                new ClassicLoadBalancer.ClassicHealthCheck(
                        Protocol.TCP, 80, "", Duration.ofSeconds(30), Duration.ofSeconds(5), 2, 10);
        return new ClassicLoadBalancer(
                HOME,
                "old",
                false,
                Instant.EPOCH,
                "old.elb.localhost",
                List.of(),
                nodes,
                List.of(),
                check,
                List.of(),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }
}
