package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.Advice;
import dev.evenkeel.decide.group.Affected;
import dev.evenkeel.decide.group.GroupRound;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Set;

/// Keeps every Auto Scaling group at its size: at a tick looks at all of them, between ticks at
/// those that something happened to. What goes wrong in one group stays in that group.
final class GroupReconciler implements Reconciler {
    private final Affected affected = new Affected();
    private final FunctionRequests functions;

    GroupReconciler(FunctionRequests functions) {
        this.functions = functions;
    }

    @Override
    public void reconcile(Draft draft) {
        functions.waiting().forEach(affected::byAnswer);
        for (AutoScalingGroup group : affected.take(draft.world())) {
            Compartment.run(draft, "the group " + group.name(), branch -> run(branch, group));
        }
        functions.keepOnly(key -> isThere(draft.world(), key), draft.now());
    }

    private void run(Draft draft, AutoScalingGroup group) {
        List<Advice> advice = functions.take(group.key(), draft.now());
        GroupView view = GroupView.of(draft.world(), group).advised(advice);
        functions.settle(advice, GroupRound.run(draft, view), draft.now());
    }

    private static boolean isThere(World world, Key group) {
        return world.in(group.scope()).find(AutoScalingGroup.class, group.id()).isPresent();
    }

    @Override
    public void changed(List<Change> changes, World before, World after) {
        affected.by(changes, before, after);
    }

    @Override
    public void observed(Set<TargetRef> targets, World world) {
        targets.forEach(target -> affected.by(target, world));
    }

    @Override
    public void everything() {
        affected.everyone();
    }
}
