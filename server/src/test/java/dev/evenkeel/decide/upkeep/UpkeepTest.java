package dev.evenkeel.decide.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.ClientToken;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import dev.evenkeel.state.SampleResources;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What passes with time.
class UpkeepTest {
    private static final Instant NOW = Fleet.THEN.plus(Duration.ofDays(2));
    private static final Instance RUNNING =
            Members.in("us-east-1a", Lifecycle.IN_SERVICE, Fleet.THEN);

    private static World after(Consumer<Draft> upkeep, Resource... resources) {
        World world =
                World.empty(Fleet.SITE)
                        .with(Arrays.stream(resources).<Change>map(Change.Put::new).toList());
        var draft = new Draft(new Moment(world, NOW, new SplittableRandom(1)));
        upkeep.accept(draft);
        return draft.world();
    }

    private static <R extends Resource> Collection<R> all(World world, Class<R> kind) {
        return world.in(Fleet.SCOPE).all(kind);
    }

    private static <R extends Resource> R sample(Class<R> kind) {
        return SampleResources.all().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Target target(String id, Optional<Instant> drainsUntil) {
        return new Target(
                Fleet.TARGETS, Fleet.SCOPE, id, 80, Optional.empty(), Fleet.THEN, drainsUntil);
    }

    @Test
    void aNewLoadBalancerBecomesActive() {
        var fresh = sample(LoadBalancer.class).withState(LoadBalancer.State.PROVISIONING);
        assertThat(all(after(Activation::activate, fresh), LoadBalancer.class))
                .extracting(LoadBalancer::state)
                .containsExactly(LoadBalancer.State.ACTIVE);
    }

    @Test
    void aTargetLeavesWhenItsDelayHasPassed() {
        Target serving = target(RUNNING.id(), Optional.empty());
        Target draining = target("127.31.0.9", Optional.of(NOW.plusSeconds(1)));
        Target drained = target("127.31.0.10", Optional.of(NOW));
        World world = after(Drained::remove, RUNNING, serving, draining, drained);
        assertThat(all(world, Target.class)).containsExactlyInAnyOrder(serving, draining);
    }

    @Test
    void theTargetsOfATerminatedInstanceLeaveAtOnce() {
        Instance ended = RUNNING.terminated(NOW);
        World world = after(Drained::remove, ended, target(ended.id(), Optional.empty()));
        assertThat(all(world, Target.class)).isEmpty();
    }

    @Test
    void aClassicBalancersRegistrationsPassInTheSameWay() {
        Instance ended = Members.in("us-east-1b", Lifecycle.IN_SERVICE, Fleet.THEN).terminated(NOW);
        Instance other = Members.in("us-east-1c", Lifecycle.IN_SERVICE, Fleet.THEN);
        var serving = new Registration(RUNNING.instanceId(), Fleet.THEN, Optional.empty());
        var drained = new Registration(other.instanceId(), Fleet.THEN, Optional.of(NOW));
        var gone = new Registration(ended.instanceId(), Fleet.THEN, Optional.empty());
        var lb = sample(ClassicLoadBalancer.class).withInstances(List.of(serving, drained, gone));
        World world = after(Drained::remove, lb, RUNNING, other, ended);
        assertThat(all(world, ClassicLoadBalancer.class))
                .singleElement()
                .satisfies(left -> assertThat(left.instances()).containsExactly(serving));
    }

    @Test
    void aTerminatedInstanceIsForgottenAfterAWhile() {
        Instance old = RUNNING.terminated(NOW.minus(Duration.ofMinutes(61)));
        Instance young =
                Members.in("us-east-1b", Lifecycle.TERMINATED, Fleet.THEN)
                        .terminated(NOW.minus(Duration.ofMinutes(59)));
        World world =
                after(
                        draft -> Expiry.forgetTerminated(draft, Duration.ofHours(1)),
                        old,
                        young,
                        Members.in("us-east-1c", Lifecycle.IN_SERVICE, Fleet.THEN));
        assertThat(all(world, Instance.class)).hasSize(2).contains(young).doesNotContain(old);
    }

    @Test
    void aTokenIsKeptForADay() {
        World world =
                after(
                        draft -> Expiry.forgetTokens(draft, Duration.ofDays(1)),
                        token("old", NOW.minus(Duration.ofHours(25))),
                        token("young", NOW.minus(Duration.ofHours(23))));
        assertThat(all(world, ClientToken.class))
                .extracting(ClientToken::token)
                .containsExactly("young");
    }

    private static ClientToken token(String name, Instant createdAt) {
        return new ClientToken(Fleet.SCOPE, "RunInstances", name, "", List.of(), createdAt);
    }

    @Test
    void theYoungestActivitiesOfEachGroupAreKept() {
        World world =
                after(
                        draft -> Expiry.forgetActivities(draft, 2),
                        activity("web", 1, true),
                        activity("web", 2, true),
                        activity("web", 3, true),
                        activity("web", 0, false),
                        activity("other", 1, true));
        assertThat(all(world, Activity.class))
                .extracting(Activity::activityId)
                .containsExactlyInAnyOrder("web-2", "web-3", "web-0", "other-1");
    }

    private static Activity activity(String group, int minute, boolean ended) {
        Instant at = Fleet.THEN.plus(Duration.ofMinutes(minute));
        return new Activity(
                Fleet.SCOPE,
                group + "-" + minute,
                group,
                "",
                "",
                at,
                ended ? Optional.of(at) : Optional.empty(),
                Activity.Status.SUCCESSFUL,
                "",
                100,
                "{}");
    }
}
