package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.Allocation.Place;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.InstanceSettings.SpotRequest;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import dev.evenkeel.sim.Mixed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads `desired N POLICY` (see [Mixed]; `plain` is a group with one template), then one member a
/// line: `ZONE TYPE [spot] [WEIGHT]`. Tells the launches that fill the group up.
class AllocationTest {
    private static final Instant NOW = Fleet.THEN.plus(Duration.ofDays(1));
    private static final List<String> TYPES =
            List.of("t3.nano", "t3.micro", "t3.small", "m5.large", "c5.xlarge");
    private static final List<String> STRATEGIES =
            List.of(
                    "lowest-price",
                    "capacity-optimized",
                    "capacity-optimized-prioritized",
                    "price-capacity-optimized");

    static List<Scenario> scenarios() {
        return Scenario.read(AllocationTest.class, "allocation.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void launchesWhatThePolicyAsksFor(Scenario scenario) {
        List<String> words = List.of(scenario.input().getFirst().split(" "));
        int desired = Integer.parseInt(words.get(1));
        List<Instance> members =
                scenario.input().subList(1, scenario.input().size()).stream()
                        .map(AllocationTest::member)
                        .toList();
        GroupView view = view(desired, words.get(2), members);
        assertThat(fill(view, members).stream().map(AllocationTest::told).toList())
                .isEqualTo(scenario.expected());
    }

    @Test
    void everyFleetIsFilledWithItsShareOfOnDemandAndItsBalance() {
        for (int seed = 0; seed < 2000; seed++) {
            fillsWell(new SplittableRandom(seed), seed);
        }
    }

    private static void fillsWell(SplittableRandom dice, int seed) {
        String policy = policy(dice);
        int desired = dice.nextInt(1, 60);
        GroupView empty = view(desired, policy, List.of());
        List<Place> places = fill(empty, List.of());
        LaunchSource source = empty.group().launchSource();
        int heaviest = source.heaviest();
        int units = units(places);
        String what = "seed " + seed + " " + policy + " for " + desired;
        assertThat(units).as(what).isBetween(desired, desired + heaviest - 1);
        int onDemand = units(places.stream().filter(p -> !p.offer().isSpot()).toList());
        int wanted = ((LaunchSource.Mixed) source).distribution().onDemandOf(desired);
        assertThat(onDemand).as(what).isBetween(wanted, wanted + heaviest - 1);
        List<Integer> perZone =
                Fleet.ZONES.stream()
                        .map(zone ->
                                units(places.stream().filter(p -> p.zone().equals(zone)).toList()))
                        .toList();
        assertThat(Collections.max(perZone) - Collections.min(perZone))
                .as(what)
                .isLessThanOrEqualTo(heaviest);
        assertThat(fill(empty, List.of())).as("the same again, %s", what).isEqualTo(places);
        List<Instance> there = places.stream().map(AllocationTest::launched).toList();
        assertThat(fill(view(desired, policy, there), there))
                .as("then no more, %s", what)
                .isEmpty();
    }

    private static String policy(SplittableRandom dice) {
        boolean isWeighted = dice.nextBoolean();
        var types = new ArrayList<String>();
        for (String type : TYPES) {
            if (types.isEmpty() || dice.nextBoolean()) {
                types.add(type + (isWeighted ? ":" + dice.nextInt(1, 9) : ""));
            }
        }
        return String.join(",", types)
                + ";base="
                + dice.nextInt(10)
                + ";percent="
                + dice.nextInt(101)
                + ";spot="
                + STRATEGIES.get(dice.nextInt(STRATEGIES.size()))
                + ";ondemand="
                + (dice.nextBoolean() ? "prioritized" : "lowest-price");
    }

    private static GroupView view(int desired, String policy, List<Instance> members) {
        AutoScalingGroup.Edit edit = Fleet.group(0, desired, 100).edit();
        AutoScalingGroup group =
                policy.equals("plain") ? edit.done() : edit.launchSource(Mixed.of(policy)).done();
        return new GroupView(World.empty(Fleet.SITE), group, members, List.of());
    }

    private static List<Place> fill(GroupView view, List<Instance> members) {
        return Allocation.beside(view, members, NOW)
                .places(view.desired() - GroupView.units(members));
    }

    private static int units(List<Place> places) {
        return places.stream().mapToInt(p -> p.offer().weight()).sum();
    }

    private static String told(Place place) {
        return place.zone().charAt(place.zone().length() - 1)
                + " "
                + place.offer().changes().instanceType().orElse("as told")
                + (place.offer().isSpot() ? " spot" : "")
                + (place.offer().weight() == 1 ? "" : " " + place.offer().weight());
    }

    private static Instance launched(Place place) {
        return member(
                place.zone(),
                place.offer().instanceType(),
                place.offer().isSpot(),
                place.offer().weight());
    }

    private static Instance member(String line) {
        List<String> words = List.of(line.split(" "));
        boolean isWeighted = words.getLast().matches("[0-9]+");
        return member(
                "us-east-1" + words.get(0),
                words.get(1),
                words.contains("spot"),
                isWeighted ? Integer.parseInt(words.getLast()) : 1);
    }

    private static Instance member(String zone, String type, boolean isSpot, int weight) {
        Instance plain = Members.in(zone, Lifecycle.IN_SERVICE, Fleet.THEN);
        var settings =
                new InstanceSettings(
                        Optional.empty(),
                        Optional.of(type),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Tags.NONE,
                        new InstanceSettings.Options(
                                Optional.empty(),
                                Optional.empty(),
                                isSpot
                                        ? Optional.of(new SpotRequest(Optional.empty()))
                                        : Optional.empty()));
        return Members.with(plain, settings, weight);
    }
}
