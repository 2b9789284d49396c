package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.GroupRound;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.World;

/// Keeps every Auto Scaling group at its size. What goes wrong in one group stays in that group.
final class GroupReconciler implements Reconciler {
    @Override
    public void reconcile(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            for (GroupView view : GroupView.all(draft.world(), region)) {
                Compartment.run(
                        draft,
                        "the group " + view.group().name(),
                        branch -> GroupRound.run(branch, view));
            }
        }
    }
}
