package dev.evenkeel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.control.Limits;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.scaling.TargetTrackingAlarms;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The production classes of the control plane in a hostile world, many times over.
///
/// Safety: never above the largest size, phases only move forward. Liveness: once faults stop, what
/// runs is exactly what is wanted, evenly spread. Economy: when nothing fails, exactly what is
/// missing is launched. [Seeds] says how to run more of them, or one again.
@Timeout(value = 30, unit = TimeUnit.DAYS)
class SimulationTest {
    private static final Pattern ACTIVITY = Pattern.compile("\"ActivityId\":\"([^\"]+)\"");

    /// Ticks far apart let a seed pass quickly; events still wake the loop at once.
    private static final Limits SLOW = slow(Limits.DEFAULTS);

    private static Limits slow(Limits usual) {
        return new Limits(
                usual.pendingTasks(),
                usual.roundsInARow(),
                Duration.ofSeconds(5),
                usual.listingPatience(),
                usual.requestRetry(),
                usual.launchAttempts(),
                usual.launchPatience(),
                usual.terminatedKept(),
                usual.tokensKept(),
                usual.activitiesKept(),
                usual.messagesWaiting());
    }

    @Test
    void aGroupConvergesFromAnyHistoryOfFaults() {
        Seeds.run("plain groups", 1, seed -> storm(seed, Fleet.group(1, 3, 10), false));
    }

    @Test
    void soDoesOneWithHooksAPoolAndARefresh() {
        Seeds.run(
                "hooks, pools and refreshes", 10, seed -> storm(seed, Fleet.group(1, 3, 10), true));
    }

    @Test
    void soDoesAMixedOneThatCountsInUnits() {
        Seeds.run("mixed groups", 5, seed -> storm(seed, mixed(seed), false));
    }

    private static AutoScalingGroup mixed(long seed) {
        var dice = new SplittableRandom(seed);
        String policy =
                "t3.micro:"
                        + dice.nextInt(1, 4)
                        + ",t3.small:"
                        + dice.nextInt(1, 4)
                        + ";base="
                        + dice.nextInt(3)
                        + ";percent="
                        + dice.nextInt(101);
        GroupRules rules = GroupRules.NONE.withCapacityRebalance(dice.nextBoolean());
        return Fleet.group(1, 3, 10).edit().launchSource(Mixed.of(policy)).rules(rules).done();
    }

    @Test
    void soDoesOneWhoseFunctionIsSlowFailsAndChangesItsMind() {
        Seeds.run("groups with a function", 5, seed -> nobodyGoesUnasked(seed, choosing()));
    }

    private static void nobodyGoesUnasked(long seed, AutoScalingGroup group) {
        Plant plant = storm(seed, group, new SplittableRandom(seed).nextBoolean());
        plant.world().in(Fleet.SCOPE).all(Activity.class).stream()
                .filter(a -> a.cause().contains("desired and actual capacity, shrinking"))
                .forEach(a ->
                        assertThat(a.choice())
                                .as("seed %d: %s", seed, a)
                                .anyMatch(c -> c.criterion().startsWith("named by the function")));
    }

    private static AutoScalingGroup choosing() {
        return Fleet.group(1, 3, 10)
                .edit()
                .terminationPolicies(List.of(SimulatedFunctions.ARN.value(), "OldestInstance"))
                .done();
    }

    @Test
    void exactlyWhatIsMissingIsLaunchedWhenNothingFails() {
        Seeds.run(
                "quiet groups",
                10,
                seed -> {
                    var plant = new Plant(seed, Fleet.SITE);
                    new Weather(plant).check(0);
                    plant.put(Fleet.with(Fleet.group(1, 7, 10)));
                    plant.time().runFor(Duration.ofMinutes(10));
                    assertThat(plant.machines().launched()).as("seed %d", seed).hasSize(7);
                    assertThat(plant.in(Lifecycle.IN_SERVICE)).hasSize(7);
                });
    }

    @Test
    void theSameSeedIsTheSameRun() {
        AutoScalingGroup group = mixed(42);
        assertThat(storm(42, group, true).time().fingerprint())
                .isEqualTo(storm(42, group, true).time().fingerprint());
    }

    private static Plant storm(long seed, AutoScalingGroup group, boolean withExtras) {
        var plant = new Plant(seed, Fleet.SITE, SLOW);
        var weather = new Weather(plant);
        plant.time().check(new Invariants(plant, seed)::check);
        plant.machines()
                .behave(
                        plant.time().random().nextInt(40),
                        Duration.ofSeconds(1 + plant.time().random().nextInt(20)));
        if (group.terminationFunction().isPresent()) {
            plant.functions().behave(plant.time().random().nextInt(40), Duration.ofSeconds(5));
        }
        plant.put(Fleet.with(group));
        plant.put(policy());
        plant.put(alarms());
        if (withExtras) {
            plant.put(new Users(plant).extras().toArray(Resource[]::new));
        }
        plant.time().runFor(Duration.ofMillis(1));
        weather.check(plant.time().random().nextInt(20));
        for (int i = 0; i < 12; i++) {
            weather.strike();
            if (group.launchSource() instanceof LaunchSource.Mixed && plant.time().chance(30)) {
                new Users(plant).reclaim();
            }
            plant.time().runFor(plant.time().upTo(Duration.ofSeconds(60)));
        }
        weather.clear();
        boolean converged = plant.time().runUntil(() -> isAsWanted(plant), Duration.ofMinutes(30));
        assertThat(converged)
                .as(
                        "seed %d wants %s, has %s, machines %s, %s",
                        seed,
                        plant.group().capacity(),
                        states(plant),
                        plant.machines().present(),
                        plant.world().in(Fleet.SCOPE).all(InstanceRefresh.class))
                .isTrue();
        everyEndWasToldOnce(plant, seed);
        return plant;
    }

    /// Of launches and terminations that are still remembered: one event, whatever crashed.
    private static void everyEndWasToldOnce(Plant plant, long seed) {
        Map<String, Integer> told = new TreeMap<>();
        for (Notification message : plant.world().in(Fleet.SCOPE).all(Notification.class)) {
            Matcher activity = ACTIVITY.matcher(message.text());
            if (message.isEvent() && activity.find()) {
                told.merge(activity.group(1), 1, Integer::sum);
            }
        }
        plant.world().in(Fleet.SCOPE).all(Activity.class).stream()
                .filter(a -> a.status() == Activity.Status.SUCCESSFUL)
                .filter(a -> a.description().matches("(Launching a new|Terminating) EC2 .*"))
                .forEach(a ->
                        assertThat(told.getOrDefault(a.activityId(), 0))
                                .as("seed %d: events of %s", seed, a)
                                .isEqualTo(1));
        assertThat(told.values()).as("seed %d", seed).isNotEmpty().containsOnly(1);
    }

    private static ScalingPolicy policy() {
        return new ScalingPolicy(
                        Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/cpu"),
                        Fleet.SCOPE,
                        Plant.GROUP,
                        "cpu",
                        true,
                        tracking(),
                        List.of())
                .withAlarms(List.of());
    }

    private static ScalingPolicy.TargetTracking tracking() {
        return new ScalingPolicy.TargetTracking(
                new ScalingPolicy.Predefined("ASGAverageCPUUtilization", Optional.empty()),
                50,
                false,
                Optional.of(Duration.ofSeconds(30)));
    }

    private static Alarm[] alarms() {
        return TargetTrackingAlarms.of(
                        World.empty(Fleet.SITE).in(Fleet.SCOPE),
                        policy(),
                        tracking(),
                        Fleet.THEN,
                        new SplittableRandom(1))
                .toArray(Alarm[]::new);
    }

    /// As many in service as desired, evenly spread, each a running machine; beside them only those
    /// in standby and a full pool, and no machine more.
    private static boolean isAsWanted(Plant plant) {
        List<Instance> serving = plant.in(Lifecycle.IN_SERVICE);
        long aside = count(plant, Lifecycle.STANDBY);
        long warm =
                count(plant, Lifecycle.WARMED_STOPPED)
                        + count(plant, Lifecycle.WARMED_HIBERNATED)
                        + count(plant, Lifecycle.WARMED_RUNNING);
        return isFilled(plant, serving)
                && plant.members().size() == serving.size() + aside + warm
                && plant.machines().present().size() == plant.members().size()
                && warm == poolSize(plant)
                && isRefreshed(plant)
                && serving.stream()
                        .allMatch(i -> plant.machines().running().contains(i.instanceId()))
                && isEven(plant, serving);
    }

    private static boolean isFilled(Plant plant, List<Instance> serving) {
        int surplus = GroupView.units(serving) - plant.group().capacity().desired();
        return surplus >= 0 && surplus < lightest(serving);
    }

    private static int lightest(List<Instance> some) {
        return some.stream().mapToInt(i -> i.membership().orElseThrow().weight()).min().orElse(1);
    }

    private static long count(Plant plant, Lifecycle lifecycle) {
        return plant.in(lifecycle).size();
    }

    private static int poolSize(Plant plant) {
        return plant.world()
                .in(Fleet.SCOPE)
                .find(WarmPool.class, Plant.GROUP)
                .map(pool -> pool.size(plant.group().capacity()))
                .orElse(0);
    }

    /// A refresh has ended, with nobody left from before it unless it failed or skipped them.
    private static boolean isRefreshed(Plant plant) {
        return plant.world().in(Fleet.SCOPE).all(InstanceRefresh.class).stream()
                .allMatch(r -> r.status().hasEnded());
    }

    /// As even as instances of their weight allow.
    private static boolean isEven(Plant plant, List<Instance> serving) {
        Map<String, Integer> perZone = new TreeMap<>();
        Fleet.ZONES.forEach(zone -> perZone.put(zone, 0));
        serving.forEach(i ->
                perZone.merge(
                        i.placement().zone(), i.membership().orElseThrow().weight(), Integer::sum));
        return Collections.max(perZone.values()) - Collections.min(perZone.values())
                <= plant.group().launchSource().heaviest();
    }

    private static List<String> states(Plant plant) {
        return plant.members().stream()
                .map(i ->
                        i.instanceId()
                                + " "
                                + i.placement().zone()
                                + " "
                                + i.state()
                                + " "
                                + Plant.lifecycle(i)
                                + " "
                                + i.membership().orElseThrow().unhealthyWhy())
                .collect(Collectors.toList());
    }
}
