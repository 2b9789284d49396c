package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.Affected;
import dev.evenkeel.decide.group.GroupRound;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Set;

/// Keeps every Auto Scaling group at its size: at a tick looks at all of them, between ticks at
/// those that something happened to. What goes wrong in one group stays in that group.
final class GroupReconciler implements Reconciler {
    private final Affected affected = new Affected();

    @Override
    public void reconcile(Draft draft) {
        for (AutoScalingGroup group : affected.take(draft.world())) {
            Compartment.run(
                    draft,
                    "the group " + group.name(),
                    branch -> GroupRound.run(branch, GroupView.of(branch.world(), group)));
        }
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
