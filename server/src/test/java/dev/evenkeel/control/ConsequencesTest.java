package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.sim.Fleet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a command changes, and what must change with it.
class ConsequencesTest {
    private static final AutoScalingGroup ATTACHED = Fleet.group(1, 2, 9);
    private static final AutoScalingGroup DETACHED =
            ATTACHED.edit().traffic(new AutoScalingGroup.Traffic(List.of(), List.of())).done();
    private static final Instance MEMBER = member("i-00000000000000001", "127.31.0.4");
    private static final Instance OTHER = member("i-00000000000000002", "127.31.0.5");

    private World world = World.empty(Fleet.SITE);

    private static Instance member(String id, String address) {
        var membership =
                new GroupMembership(
                        "web",
                        GroupMembership.Lifecycle.IN_SERVICE,
                        Fleet.THEN,
                        Optional.empty(),
                        Optional.of(Fleet.THEN),
                        "",
                        false,
                        "",
                        1);
        return new Instance(
                new InstanceId(id),
                Fleet.SCOPE,
                "r-1",
                new Instance.Placement("us-east-1a", "subnet-1", address, "eni-1"),
                InstanceSettings.EMPTY,
                Fleet.THEN,
                Instance.State.RUNNING,
                "",
                Optional.empty(),
                Optional.of(membership),
                Tags.NONE);
    }

    private void given(Resource... resources) {
        world = world.with(Arrays.stream(resources).<Change>map(Change.Put::new).toList());
    }

    private List<Change> after(Change... changes) {
        List<Change> all =
                Consequences.of(List.of(changes), new Moment(world, Fleet.THEN, new Random(1)))
                        .changes();
        world = world.with(all);
        return all;
    }

    private List<Target> targets() {
        return List.copyOf(world.in(Fleet.SCOPE).all(Target.class));
    }

    /// The target group that the fleet stands behind.
    private void givenFleet(AutoScalingGroup group) {
        given(Fleet.with(group));
        given(MEMBER, OTHER);
    }

    @Test
    void whatHasNoConsequencesIsLeftAsItIs() {
        var outage = new ZoneOutage(Fleet.SCOPE, "us-east-1a", Fleet.THEN);
        assertThat(after(new Change.Put(outage))).containsExactly(new Change.Put(outage));
        assertThat(after(new Change.Remove(outage.key())))
                .containsExactly(new Change.Remove(outage.key()));
        assertThat(after()).isEmpty();
    }

    @Test
    void aGroupThatIsAttachedBringsItsMembersAlong() {
        givenFleet(DETACHED);
        after(new Change.Put(ATTACHED));
        assertThat(targets()).extracting(Target::targetId).containsExactly(MEMBER.id(), OTHER.id());
        assertThat(targets()).noneMatch(Target::isDraining);
    }

    @Test
    void aGroupThatIsDetachedTakesItsMembersOutOnceTheyFinished() {
        givenFleet(DETACHED);
        after(new Change.Put(ATTACHED));
        after(new Change.Put(DETACHED));
        assertThat(targets())
                .hasSize(2)
                .allMatch(target ->
                        target.drainsUntil().equals(Optional.of(Fleet.THEN.plusSeconds(5))));
    }

    @Test
    void aGroupThatIsOtherwiseChangedMovesNoTraffic() {
        givenFleet(ATTACHED);
        AutoScalingGroup larger =
                ATTACHED.edit().capacity(new AutoScalingGroup.Capacity(1, 5, 9)).done();
        assertThat(after(new Change.Put(larger))).containsExactly(new Change.Put(larger));
    }

    @Test
    void aNewGroupHasNoMembersToMove() {
        assertThat(after(new Change.Put(ATTACHED))).containsExactly(new Change.Put(ATTACHED));
    }

    @Test
    void theLastOfTwoChangesToAResourceIsTheOneThatIsMade() {
        var outage = new ZoneOutage(Fleet.SCOPE, "us-east-1a", Fleet.THEN);
        assertThat(after(new Change.Put(outage), new Change.Remove(outage.key())))
                .containsExactly(new Change.Remove(outage.key()));
    }
}
