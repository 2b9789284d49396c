package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who has to be looked at after a change. Two groups, of which only `web` is behind the target
/// group, launched from the template, and being refreshed.
class AffectedTest {
    private static final AutoScalingGroup WEB = Fleet.group(1, 1, 3);
    private static final Resource LISTENER = Fleet.with(WEB)[3];
    private static final AutoScalingGroup API = named("api");
    private static final Instance MEMBER =
            Members.in("us-east-1a", Lifecycle.IN_SERVICE, Fleet.THEN);

    private final Affected affected = new Affected();
    private World world = World.empty(Fleet.SITE);

    private static AutoScalingGroup named(String name) {
        return new AutoScalingGroup(
                Fleet.SCOPE.arn("autoscaling", "autoScalingGroup:2:autoScalingGroupName/" + name),
                Fleet.SCOPE,
                name,
                WEB.capacity(),
                new LaunchSource.Configuration("old"),
                WEB.zones(),
                WEB.subnets(),
                new AutoScalingGroup.Traffic(List.of(), List.of()),
                WEB.health(),
                WEB.defaultCooldown(),
                WEB.defaultWarmup(),
                WEB.terminationPolicies(),
                false,
                Set.of(),
                Fleet.THEN,
                false,
                List.of(),
                AutoScalingGroup.Cooldown.NONE,
                "",
                WEB.rules());
    }

    private static InstanceRefresh refresh() {
        return new InstanceRefresh(
                Fleet.SCOPE,
                "web",
                "r-1",
                new InstanceRefresh.Preferences(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Duration.ZERO,
                        false,
                        false,
                        InstanceRefresh.Spared.WAIT,
                        InstanceRefresh.Spared.WAIT,
                        List.of("errors"),
                        Duration.ZERO),
                Optional.empty(),
                Fleet.THEN,
                Fleet.THEN,
                Optional.empty(),
                InstanceRefresh.Status.IN_PROGRESS,
                "",
                new InstanceRefresh.Progress(0, 1, 0, Optional.empty(), Fleet.THEN),
                Optional.empty());
    }

    @BeforeEach
    void givenTwoGroups() {
        world =
                world.with(
                        puts(WEB, API, MEMBER, target(MEMBER.id()), Fleet.template(), refresh()));
        assertThat(affected.take(world)).as("at first, everyone").containsExactly(API, WEB);
    }

    private static List<Change> puts(Resource... resources) {
        return Arrays.stream(resources).<Change>map(Change.Put::new).toList();
    }

    private static Target target(String id) {
        return new Target(
                Fleet.TARGETS, Fleet.SCOPE, id, 80, Optional.empty(), Fleet.THEN, Optional.empty());
    }

    private List<AutoScalingGroup> by(List<Change> changes) {
        World before = world;
        world = before.with(changes);
        affected.by(changes, before, world);
        return affected.take(world);
    }

    private List<AutoScalingGroup> byPut(Resource... resources) {
        return by(puts(resources));
    }

    @Test
    void nobodyIsWhenNothingHappened() {
        assertThat(affected.take(world)).isEmpty();
        assertThat(affected.includes(WEB)).isFalse();
    }

    @Test
    void aGroupIsByItsOwnChange() {
        AutoScalingGroup larger =
                WEB.edit().capacity(new AutoScalingGroup.Capacity(1, 2, 3)).done();
        assertThat(byPut(larger)).containsExactly(larger);
    }

    @Test
    void itIsByItsMembersAlsoOneThatLeavesIt() {
        assertThat(byPut(MEMBER.withMembership(Optional.empty()))).containsExactly(WEB);
        assertThat(byPut(MEMBER.withMembership(Optional.empty()))).isEmpty();
    }

    @Test
    void itIsByVerdictsOnItsMembers() {
        affected.by(new TargetRef(Fleet.TARGETS.value(), MEMBER.id(), 80), world);
        affected.by(new TargetRef(Fleet.TARGETS.value(), "127.31.0.9", 80), world);
        assertThat(affected.take(world)).containsExactly(WEB);
    }

    @Test
    void itIsByItsRegistrationsAndWhatTheyBelongTo() {
        assertThat(byPut(target(MEMBER.id()).draining(Fleet.THEN))).containsExactly(WEB);
        assertThat(byPut(target("127.31.0.9"))).isEmpty();
    }

    @Test
    void itIsByAListenerThatSendsItTrafficAndByItsEnd() {
        assertThat(byPut(LISTENER)).containsExactly(WEB);
        assertThat(by(List.of(new Change.Remove(LISTENER.key())))).containsExactly(WEB);
    }

    @Test
    void itIsByWhatItLaunches() {
        LaunchTemplate next = Fleet.template();
        assertThat(byPut(next)).containsExactly(WEB);
        assertThat(byPut(Fleet.version())).containsExactly(WEB);
    }

    @Test
    void itIsByTheAlarmsOfItsRefreshUntilThatHasEnded() {
        Alarm errors = alarm("errors");
        assertThat(byPut(errors)).containsExactly(WEB);
        assertThat(byPut(alarm("other"))).isEmpty();
        assertThat(byPut(refresh().ended(InstanceRefresh.Status.CANCELLED, "", Fleet.THEN)))
                .containsExactly(WEB);
        assertThat(byPut(errors)).isEmpty();
    }

    private static Alarm alarm(String name) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                Fleet.SCOPE,
                name,
                "",
                new Alarm.Watch.Computed(List.of(), Duration.ofMinutes(1)),
                new Alarm.Rule(Alarm.Comparison.GREATER, 1, 1, 1, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                Fleet.THEN,
                new Alarm.Status(Alarm.State.ALARM, "", "", Fleet.THEN, Fleet.THEN),
                Tags.NONE);
    }

    @Test
    void itIsByItsActivities() {
        var activity =
                new Activity(
                        Fleet.SCOPE,
                        "a-1",
                        "api",
                        "",
                        "",
                        Fleet.THEN,
                        Optional.empty(),
                        Activity.Status.IN_PROGRESS,
                        "",
                        0,
                        "");
        assertThat(byPut(activity)).containsExactly(API);
    }

    @Test
    void everyoneIsByAZoneThatFails() {
        assertThat(byPut(new ZoneOutage(Fleet.SCOPE, "us-east-1a", Fleet.THEN)))
                .containsExactly(API, WEB);
    }

    @Test
    void aGroupThatIsGoneIsLookedAtNoMore() {
        assertThat(by(List.of(new Change.Remove(WEB.key())))).isEmpty();
    }
}
