package dev.evenkeel.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.scenario.Fleet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetGroupUseTest {
    private final Fleet fleet = new Fleet();
    private final LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
    private final TargetGroup byDefault = group("default");
    private final TargetGroup byRule = group("rule");
    private final TargetGroup idle = group("idle");

    @Test
    void aGroupIsUsedByListenersAndRules() {
        var listener = fleet.listener(alb, Protocol.HTTP, 80, byDefault);
        fleet.put(rule(listener.arn()));
        TargetGroupUse use = TargetGroupUse.in(fleet.world().in(Fleet.SCOPE));

        assertThat(use.groupsOf(alb.arn())).containsExactly(byDefault.arn(), byRule.arn());
        assertThat(use.usedGroups()).containsExactly(byDefault.arn(), byRule.arn());
        assertThat(use.loadBalancersOf(byRule.arn())).containsExactly(alb.arn());
        assertThat(use.loadBalancersOf(idle.arn())).isEmpty();
    }

    @Test
    void aRuleOfAListenerThatIsGoneUsesNothing() {
        fleet.put(rule(alb.arn().sibling("listener")));

        TargetGroupUse use = TargetGroupUse.in(fleet.world().in(Fleet.SCOPE));

        assertThat(use.groupsOf(alb.arn())).isEmpty();
        assertThat(use.usedGroups()).isEmpty();
    }

    private ListenerRule rule(Arn listener) {
        var forward =
                new Action.Forward(
                        List.of(new Action.Forward.Weighted(byRule.arn(), 1)), Optional.empty());
        return new ListenerRule(
                listener.sibling("listener-rule"),
                Fleet.SCOPE,
                listener,
                1,
                List.of(),
                List.of(new Action.FixedResponse(200, "text/plain", "ok"), forward),
                List.of(),
                Tags.NONE);
    }

    private TargetGroup group(String name) {
        return fleet.group(name, TargetGroup.TargetType.IP, Protocol.HTTP);
    }
}
