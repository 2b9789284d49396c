package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// An Auto Scaling group from creation to deletion, when nothing goes wrong that is not said.
class GroupTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Plant plant = new Plant(1, Fleet.SITE);

    private void given(AutoScalingGroup group) {
        plant.put(Fleet.with(group));
    }

    private void givenSettled(AutoScalingGroup group) {
        given(group);
        assertThat(plant.settles(group.capacity().desired(), SOON)).as("settled").isTrue();
    }

    private List<Target> targets() {
        return List.copyOf(plant.world().in(Fleet.SCOPE).all(Target.class));
    }

    private List<Activity> activities() {
        return plant.world().in(Fleet.SCOPE).all(Activity.class).stream()
                .sorted(Comparator.comparing(Activity::startedAt))
                .toList();
    }

    private Map<String, Long> perZone() {
        return plant.in(Lifecycle.IN_SERVICE).stream()
                .collect(
                        Collectors.groupingBy(
                                i -> i.placement().zone(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void aNewGroupLaunchesWhatItWantsEvenlyOverItsZones() {
        givenSettled(Fleet.group(1, 6, 9));
        assertThat(perZone()).containsOnlyKeys(Fleet.ZONES).containsValues(2L, 2L, 2L);
        assertThat(plant.machines().launched()).hasSize(6);
        assertThat(targets()).hasSize(6);
        assertThat(plant.in(Lifecycle.IN_SERVICE))
                .allMatch(i -> i.tags().values().containsKey("aws:autoscaling:groupName"));
        assertThat(activities()).allMatch(a -> a.status() == Activity.Status.SUCCESSFUL);
    }

    @Test
    void aKilledInstanceIsReplacedAndEnded() {
        givenSettled(Fleet.group(1, 3, 9));
        InstanceId victim = plant.in(Lifecycle.IN_SERVICE).getFirst().instanceId();
        plant.machines().kill(victim);
        plant.time().runFor(SOON);
        assertThat(plant.settles(3, SOON)).isTrue();
        assertThat(plant.machines().present()).hasSize(3).doesNotContain(victim);
        assertThat(targets()).hasSize(3);
        assertThat(activities())
                .extracting(Activity::cause)
                .anyMatch(cause ->
                        cause.endsWith(
                                "an instance was taken out of service in response to an EC2"
                                        + " health check indicating it has been terminated"
                                        + " or stopped."))
                .anyMatch(cause ->
                        cause.endsWith(
                                "an instance was launched in response to an unhealthy"
                                        + " instance needing to be replaced."));
    }

    @Test
    void aShrinkingGroupDrainsBeforeItEndsInstances() {
        givenSettled(Fleet.group(1, 3, 9));
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(1, 2, 9)));
        plant.time().runFor(Duration.ofSeconds(3));
        assertThat(plant.in(Lifecycle.TERMINATING))
                .singleElement()
                .extracting(Instance::state)
                .isEqualTo(Instance.State.RUNNING);
        assertThat(targets()).filteredOn(Target::isDraining).hasSize(1);
        assertThat(plant.settles(2, SOON)).isTrue();
        assertThat(targets()).hasSize(2);
        assertThat(plant.machines().present()).hasSize(2);
    }

    @Test
    void aDeletedGroupEndsItsInstancesAndGoes() {
        givenSettled(Fleet.group(1, 3, 9));
        plant.change(AutoScalingGroup.Edit::deleting);
        plant.time().runFor(SOON);
        assertThat(plant.world().in(Fleet.SCOPE).all(AutoScalingGroup.class)).isEmpty();
        assertThat(plant.machines().present()).isEmpty();
        assertThat(activities()).isEmpty();
        assertThat(targets()).isEmpty();
    }
}
