package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.AutoScalingGroup.HealthPolicy;
import dev.evenkeel.model.AutoScalingGroup.PropagatedTag;
import dev.evenkeel.model.AutoScalingGroup.Traffic;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutoScalingGroupTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theWishStaysInsideTheLimits() {
        Capacity capacity = new Capacity(2, 3, 5);

        assertThat(capacity.wanting(4)).isEqualTo(new Capacity(2, 4, 5));
        assertThat(capacity.wanting(0)).isEqualTo(new Capacity(2, 2, 5));
        assertThat(capacity.wanting(99)).isEqualTo(new Capacity(2, 5, 5));
    }

    @Test
    void limitsThatContradictEachOtherCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(-1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(2, 1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(1, 4, 3));
        assertThat(new Capacity(0, 0, 0).wanting(7)).isEqualTo(new Capacity(0, 0, 0));
    }

    @Test
    void aCooldownHoldsUntilItsEndAndNotAtIt() {
        Cooldown cooldown = new Cooldown(NOON, Duration.ofMinutes(5));

        assertThat(cooldown.holds(NOON)).isTrue();
        assertThat(cooldown.holds(NOON.plusSeconds(299))).isTrue();
        assertThat(cooldown.holds(NOON.plusSeconds(300))).isFalse();
        assertThat(Cooldown.NONE.holds(Instant.EPOCH)).isFalse();
    }

    @Test
    void anEditChangesWhatItNamesAndNothingElse() {
        AutoScalingGroup group = group();

        assertThat(group.edit().done()).isEqualTo(group);
        AutoScalingGroup grown =
                group.edit().capacity(new Capacity(1, 4, 9)).lastChange("why").done();
        assertThat(grown.capacity()).isEqualTo(new Capacity(1, 4, 9));
        assertThat(grown.lastChange()).isEqualTo("why");
        assertThat(grown.edit().capacity(group.capacity()).lastChange("").done()).isEqualTo(group);
        assertThat(group.capacity()).isEqualTo(new Capacity(1, 3, 9));
    }

    @Test
    void everyPartThatMayChangeCanBeEdited() {
        AutoScalingGroup changed =
                group().edit()
                        .zones(List.of("us-east-1b"), List.of("subnet-2"))
                        .traffic(new Traffic(List.of(), List.of("classic")))
                        .health(new HealthPolicy(true, Duration.ofSeconds(10)))
                        .defaultCooldown(Duration.ofSeconds(7))
                        .defaultWarmup(Optional.of(Duration.ofSeconds(8)))
                        .terminationPolicies(List.of("OldestInstance"))
                        .newInstancesProtected(true)
                        .suspendedProcesses(Set.of("Launch"))
                        .tags(List.of(new PropagatedTag("team", "shop", true)))
                        .cooldown(new Cooldown(NOON, Duration.ofSeconds(7)))
                        .launchSource(new LaunchSource.Configuration("later"))
                        .deleting()
                        .done();

        assertThat(changed)
                .returns(List.of("us-east-1b"), AutoScalingGroup::zones)
                .returns(List.of("subnet-2"), AutoScalingGroup::subnets)
                .returns(List.of("classic"), g -> g.traffic().classicLoadBalancers())
                .returns(true, g -> g.health().byLoadBalancer())
                .returns(Duration.ofSeconds(7), AutoScalingGroup::defaultCooldown)
                .returns(Optional.of(Duration.ofSeconds(8)), AutoScalingGroup::defaultWarmup)
                .returns(List.of("OldestInstance"), AutoScalingGroup::terminationPolicies)
                .returns(true, AutoScalingGroup::newInstancesProtected)
                .returns(Set.of("Launch"), AutoScalingGroup::suspendedProcesses)
                .returns("shop", g -> g.tags().getFirst().value())
                .returns(true, g -> g.cooldown().holds(NOON))
                .returns(new LaunchSource.Configuration("later"), AutoScalingGroup::launchSource)
                .returns(true, AutoScalingGroup::deleting);
        assertThat(changed.key()).isEqualTo(group().key());
    }

    @Test
    void whatItWasMadeFromMayChangeLater() {
        List<String> zones = new ArrayList<>(List.of("us-east-1a"));
        AutoScalingGroup group = group().edit().zones(zones, List.of()).done();
        zones.add("us-east-1b");

        assertThat(group.zones()).containsExactly("us-east-1a");
    }

    @Test
    void aMemberCountsWhileItIsComingOrThere() {
        assertThat(member(Lifecycle.PENDING).counts()).isTrue();
        assertThat(member(Lifecycle.IN_SERVICE).counts()).isTrue();
        for (Lifecycle other :
                List.of(
                        Lifecycle.TERMINATING,
                        Lifecycle.TERMINATED,
                        Lifecycle.DETACHING,
                        Lifecycle.ENTERING_STANDBY,
                        Lifecycle.STANDBY)) {
            assertThat(member(other).counts()).as(other.word()).isFalse();
        }
    }

    @Test
    void aMemberRemembersSinceWhenItIsInService() {
        GroupMembership serving =
                member(Lifecycle.PENDING).enter(Lifecycle.IN_SERVICE, NOON.plusSeconds(5));
        GroupMembership leaving = serving.enter(Lifecycle.TERMINATING, NOON.plusSeconds(9));

        assertThat(serving.inServiceSince()).contains(NOON.plusSeconds(5));
        assertThat(leaving.inServiceSince()).contains(NOON.plusSeconds(5));
        assertThat(leaving.since()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void aMemberIsHealthyUntilThereIsAWordAgainstIt() {
        GroupMembership member = member(Lifecycle.IN_SERVICE);

        assertThat(member.isHealthy()).isTrue();
        assertThat(member.unhealthy("an EC2 health check").isHealthy()).isFalse();
        assertThat(member.unhealthy("x").withProtection(true))
                .returns(true, GroupMembership::protectedFromScaleIn)
                .returns("x", GroupMembership::unhealthyWhy);
        assertThat(member.withActivity("a-1").activityId()).isEqualTo("a-1");
    }

    private static GroupMembership member(Lifecycle lifecycle) {
        return new GroupMembership(
                "web", lifecycle, NOON, Optional.empty(), Optional.empty(), "", false, "", 1);
    }

    private static AutoScalingGroup group() {
        return new AutoScalingGroup(
                HOME.arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/web"),
                HOME,
                "web",
                new Capacity(1, 3, 9),
                new LaunchSource.Configuration("first"),
                List.of("us-east-1a"),
                List.of("subnet-1"),
                new Traffic(List.of(), List.of()),
                new HealthPolicy(false, Duration.ZERO),
                Duration.ofMinutes(5),
                Optional.empty(),
                List.of("Default"),
                false,
                Set.of(),
                NOON,
                false,
                List.of(),
                Cooldown.NONE,
                "",
                GroupRules.NONE);
    }
}
