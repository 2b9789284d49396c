package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.InstancePlanner.Plan;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads `desired N [out ZONE] [suspended PROCESS]` or `deleting`, then one member a line: `ZONE
/// [pending|stopped|failing|protected|refused]`.
class InstancePlannerTest {
    private static final Instant NOW = Fleet.THEN.plus(Duration.ofDays(1));
    private static final String CAUSE = "At 2026-01-01T00:00:00Z somebody asked.";

    static List<Scenario> scenarios() {
        return Scenario.read(InstancePlannerTest.class, "plan.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void thePlanClosesTheGap(Scenario scenario) {
        List<String> words = List.of(scenario.input().getFirst().split(" "));
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(group(words)));
        after(words, "out")
                .map(zone -> new ZoneOutage(Fleet.SCOPE, "us-east-1" + zone, NOW))
                .ifPresent(outage -> changes.add(new Change.Put(outage)));
        for (String line : scenario.input().subList(1, scenario.input().size())) {
            changes.add(new Change.Put(member(line)));
        }
        World world = World.empty(Fleet.SITE).with(changes);
        Plan plan = InstancePlanner.plan(GroupView.of(world, group(words)), NOW);
        assertThat(told(plan)).isEqualTo(scenario.expected());
    }

    private static Optional<String> after(List<String> words, String key) {
        int at = words.indexOf(key);
        return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    private static AutoScalingGroup group(List<String> words) {
        int desired = Integer.parseInt(after(words, "desired").orElse("1"));
        AutoScalingGroup.Edit edit =
                Fleet.group(0, desired, 10)
                        .edit()
                        .lastChange(CAUSE)
                        .suspendedProcesses(
                                Set.copyOf(after(words, "suspended").stream().toList()));
        return words.contains("deleting") ? edit.deleting().done() : edit.done();
    }

    private static Instance member(String line) {
        String zone = "us-east-1" + line.charAt(0);
        Instant before = NOW.minusSeconds(600);
        return switch (line.substring(1).strip()) {
            case "" -> Members.in(zone, Lifecycle.IN_SERVICE, before);
            case "pending" -> Members.in(zone, Lifecycle.PENDING, before);
            case "stopped" ->
                    sick(Members.in(zone, Lifecycle.IN_SERVICE, before), ActivityText.REPLACED);
            case "failing" ->
                    sick(Members.in(zone, Lifecycle.IN_SERVICE, before), ActivityText.ELB);
            case "protected" ->
                    with(
                            Members.in(zone, Lifecycle.IN_SERVICE, before),
                            m -> m.withProtection(true));
            case "refused" -> refused(zone);
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static Instance sick(Instance member, String why) {
        return with(member, m -> m.unhealthy(why));
    }

    private static Instance refused(String zone) {
        Instance member = Members.in(zone, Lifecycle.PENDING, NOW.minusSeconds(20));
        return with(member, m -> m.enter(Lifecycle.TERMINATED, NOW))
                .withState(Instance.State.PENDING, "Server.InsufficientInstanceCapacity: none")
                .terminated(NOW.minusSeconds(10));
    }

    private static Instance with(Instance member, UnaryOperator<GroupMembership> change) {
        return member.withMembership(member.membership().map(change));
    }

    private static List<String> told(Plan plan) {
        var told = new ArrayList<String>();
        for (InstancePlanner.Leave leave : plan.leaves()) {
            String id = leave.member().id();
            told.add(
                    "leave "
                            + zone(leave.member().placement().zone())
                            + ": "
                            + leave.cause().replace(id, "ID"));
        }
        for (InstancePlanner.Launch launch : plan.launches()) {
            told.add("launch " + zone(launch.zone()) + ": " + launch.cause());
        }
        if (plan.isStuck()) {
            told.add("stuck");
        }
        return told;
    }

    private static String zone(String name) {
        return name.substring(name.length() - 1);
    }
}
