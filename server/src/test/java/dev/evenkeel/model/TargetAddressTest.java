package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Fleet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetAddressTest {
    private final Fleet fleet = new Fleet();

    @Test
    void anInstanceIsWhereItWasPlaced() {
        TargetGroup group = fleet.group("web", TargetGroup.TargetType.INSTANCE, Protocol.HTTP);
        Instance instance = fleet.instance("127.31.16.7");
        Target target = fleet.target(group, instance.id(), 80);

        assertThat(TargetAddress.of(fleet.world(), group, target))
                .contains(new TargetAddress("127.31.16.7", Optional.of("us-east-1b")));
    }

    @Test
    void anInstanceThatDoesNotRunIsNowhere() {
        TargetGroup group = fleet.group("web", TargetGroup.TargetType.INSTANCE, Protocol.HTTP);
        Instance instance = fleet.instance("127.31.16.7");
        Target target = fleet.target(group, instance.id(), 80);
        fleet.put(instance.withState(Instance.State.STOPPED, ""));

        assertThat(TargetAddress.of(fleet.world(), group, target)).isEmpty();
    }

    @Test
    void anAddressIsInItsSubnetsZoneUnlessSaidOtherwise() {
        TargetGroup group = fleet.group("web", TargetGroup.TargetType.IP, Protocol.HTTP);
        Target inside = fleet.target(group, "127.31.32.9", 80);
        Target outside = fleet.target(group, "10.0.0.9", 80);
        var everywhere =
                new Target(
                        group.arn(),
                        Fleet.SCOPE,
                        "127.31.32.9",
                        81,
                        Optional.of("all"),
                        inside.registeredAt(),
                        Optional.empty());

        assertThat(TargetAddress.of(fleet.world(), group, inside).orElseThrow().zone())
                .contains("us-east-1c");
        assertThat(TargetAddress.of(fleet.world(), group, outside).orElseThrow().zone()).isEmpty();
        assertThat(TargetAddress.of(fleet.world(), group, everywhere).orElseThrow().zone())
                .isEmpty();
    }

    @Test
    void crossZoneIsTheGroupsWordOrTheLoadBalancers() {
        TargetGroup group = fleet.group("web", TargetGroup.TargetType.IP, Protocol.TCP);
        TargetGroup off = group.withAttributes(crossZone("false"));
        TargetGroup on = group.withAttributes(crossZone("true"));
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "a", 0);
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "n", 0);

        assertThat(group.isCrossZone(alb)).isTrue();
        assertThat(off.isCrossZone(alb)).isFalse();
        assertThat(group.isCrossZone(nlb)).isFalse();
        assertThat(on.isCrossZone(nlb)).isTrue();
        assertThat(group.isCrossZone(nlb.withAttributes(crossZone("true")))).isTrue();
        assertThat(off.isCrossZone(nlb.withAttributes(crossZone("true")))).isFalse();
    }

    private static Attributes crossZone(String value) {
        return Attributes.of(Map.of("load_balancing.cross_zone.enabled", value));
    }
}
