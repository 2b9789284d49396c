package dev.evenkeel.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who would go next, told to people and programs.
class TerminationExplanationTest {
    private static final AutoScalingGroup GROUP = Fleet.group(1, 4, 9);

    private static Explanation of(List<Instance> members) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(GROUP));
        members.forEach(member -> changes.add(new Change.Put(member)));
        World world = World.empty(Fleet.SITE).with(changes);
        return TerminationExplanation.of(world, GROUP, Fleet.THEN.plusSeconds(60));
    }

    @Test
    void theCrowdedZoneGivesOneUp() {
        List<Instance> members = Members.inService(4, Fleet.THEN);
        Explanation why = of(members);
        assertThat(why.lines().getFirst())
                .isEqualTo("Group web has 4 instances and wants 4. Termination policies: Default.");
        assertThat(why.lines())
                .contains("  in the zone with most instances:")
                .anyMatch(line -> line.endsWith("us-east-1a has 2") && line.startsWith("    > "))
                .anyMatch(line -> line.endsWith("us-east-1b has 1") && line.startsWith("      "));
        String next = String.valueOf(why.facts().get("next"));
        assertThat(why.lines().get(1))
                .isEqualTo("If it were one smaller now, " + next + " would go:");
        assertThat(
                        members.stream()
                                .filter(m -> m.placement().zone().equals("us-east-1a"))
                                .map(m -> m.instanceId().value()))
                .contains(next);
        assertThat(why.facts()).containsKeys("group", "desiredCapacity", "candidates", "steps");
    }

    @Test
    void weightedMembersAreToldInUnits() {
        List<Instance> heavy =
                Members.inService(2, Fleet.THEN).stream()
                        .map(m -> Members.with(m, m.settings(), 2))
                        .toList();
        assertThat(of(heavy).lines().getFirst())
                .startsWith("Group web has 2 instances of 4 units and wants 4.");
    }

    @Test
    void theOnlyOneGoes() {
        List<Instance> one = Members.inService(1, Fleet.THEN);
        assertThat(of(one).facts()).containsEntry("next", one.getFirst().instanceId().value());
        assertThat(of(one).lines()).contains("  the only one:");
    }

    @Test
    void whereNobodyIsNobodyGoes() {
        assertThat(of(List.of()).lines()).contains("If it were one smaller now, nobody could go:");
        assertThat(of(List.of()).facts()).doesNotContainKey("next");
    }
}
