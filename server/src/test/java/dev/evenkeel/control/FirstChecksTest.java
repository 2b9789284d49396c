package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sim.SimulatedTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long a clock that is moved waits for targets to be found healthy.
class FirstChecksTest {
    private final SimulatedTime machine = new SimulatedTime(1);
    private final Fleet fleet = new Fleet();
    private final TargetGroup group = fleet.group("web", TargetGroup.TargetType.IP, Protocol.HTTP);
    private final FirstChecks checks = new FirstChecks(machine);

    private List<String> underWay() {
        return checks.underWay(fleet.world());
    }

    private void givenListener() {
        LoadBalancer balancer = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        fleet.listener(balancer, Protocol.HTTP, 80, group);
    }

    @Test
    void aNewTargetIsWaitedForUntilItsFirstVerdict() {
        givenListener();
        Target target = fleet.target(group, "10.0.0.1", 80);
        assertThat(underWay()).containsExactly("health check of 10.0.0.1:80");
        machine.runFor(Duration.ofSeconds(1));
        fleet.healthy(target.ref());
        assertThat(underWay()).isEmpty();
    }

    @Test
    void aSickOneHasItsVerdict() {
        givenListener();
        Target target = fleet.target(group, "10.0.0.1", 80);
        fleet.unhealthy(target.ref());
        assertThat(underWay()).isEmpty();
    }

    @Test
    void oneThatIsSilentIsNotWaitedForForEver() {
        givenListener();
        fleet.target(group, "10.0.0.1", 80);
        assertThat(underWay()).hasSize(1);
        machine.runFor(Duration.ofSeconds(4));
        assertThat(underWay()).hasSize(1);
        fleet.target(group, "10.0.0.2", 80);
        machine.runFor(Duration.ofSeconds(2));
        assertThat(underWay()).containsExactly("health check of 10.0.0.2:80");
        machine.runFor(Duration.ofSeconds(5));
        assertThat(underWay()).isEmpty();
        assertThat(underWay()).as("nor later").isEmpty();
    }

    @Test
    void whatNobodyChecksIsNotWaitedFor() {
        fleet.target(group, "10.0.0.1", 80);
        assertThat(underWay()).as("no listener forwards to it").isEmpty();
        givenListener();
        TargetGroup instances = fleet.group("vm", TargetGroup.TargetType.INSTANCE, Protocol.HTTP);
        fleet.target(instances, "i-0123456789abcdef0", 80);
        assertThat(underWay()).containsExactly("health check of 10.0.0.1:80");
    }
}
