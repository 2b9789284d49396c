package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A member behind a Classic Load Balancer is ready once that calls it healthy.
class TrafficTest {
    private static final Instance MEMBER =
            Members.in("us-east-1a", Lifecycle.IN_SERVICE, Fleet.THEN);
    private static final ClassicLoadBalancer OLD =
            new dev.evenkeel.scenario.Fleet()
                    .classic(
                            "old",
                            new ClassicLoadBalancer.ListenerPorts(
                                    Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty()),
                            MEMBER);
    private static final TargetHealth SICK =
            new TargetHealth(TargetHealth.State.UNHEALTHY, "Target.Timeout", "Request timed out");

    private static boolean isReady(boolean byLoadBalancer, TargetHealth verdict) {
        return isReady(byLoadBalancer, verdict, OLD);
    }

    private static boolean isReady(
            boolean byLoadBalancer, TargetHealth verdict, ClassicLoadBalancer balancer) {
        return Traffic.isReady(view(byLoadBalancer, verdict, balancer), MEMBER);
    }

    private static boolean awaitsVerdict(TargetHealth verdict, Duration sinceRegistered) {
        return Traffic.awaitsVerdict(
                view(true, verdict, OLD), MEMBER, Fleet.THEN.plus(sinceRegistered));
    }

    private static GroupView view(
            boolean byLoadBalancer, TargetHealth verdict, ClassicLoadBalancer balancer) {
        AutoScalingGroup group =
                Fleet.group(0, 1, 2)
                        .edit()
                        .traffic(new AutoScalingGroup.Traffic(List.of(), List.of("old")))
                        .health(new AutoScalingGroup.HealthPolicy(byLoadBalancer, Duration.ZERO))
                        .done();
        World world =
                World.empty(Fleet.SITE)
                        .with(
                                List.of(
                                        new Change.Put(group),
                                        new Change.Put(MEMBER),
                                        new Change.Put(balancer)))
                        .observing(balancer.ref(MEMBER.instanceId()), verdict);
        return GroupView.of(world, group);
    }

    @Test
    void itIsReadyOnlyOnceItIsHealthy() {
        assertThat(isReady(true, TargetHealth.INITIAL)).isFalse();
        assertThat(isReady(true, SICK)).isFalse();
        assertThat(isReady(true, TargetHealth.HEALTHY)).isTrue();
    }

    @Test
    void theVerdictOfABalancerThatSendsNothingDoesNotCount() {
        assertThat(isReady(true, SICK, OLD.withListeners(List.of()))).isTrue();
    }

    @Test
    void noVerdictCountsWhereTheGroupLooksAtInstancesOnly() {
        assertThat(isReady(false, SICK)).isTrue();
    }

    @Test
    void itIsWaitedForUntilItsFirstVerdictIsDue() {
        Duration due = OLD.healthCheck().firstVerdictWithin();
        assertThat(awaitsVerdict(TargetHealth.INITIAL, Duration.ZERO)).isTrue();
        assertThat(awaitsVerdict(TargetHealth.INITIAL, due)).isFalse();
        assertThat(awaitsVerdict(TargetHealth.HEALTHY, Duration.ZERO)).isFalse();
        assertThat(awaitsVerdict(SICK, Duration.ZERO)).isFalse();
    }
}
