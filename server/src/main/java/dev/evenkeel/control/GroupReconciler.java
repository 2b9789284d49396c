package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.GroupRound;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Keeps every Auto Scaling group at its size. What goes wrong in one group stays in that group.
final class GroupReconciler implements Reconciler {
    private static final Logger LOG = System.getLogger(GroupReconciler.class.getName());

    @Override
    public void reconcile(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            for (GroupView view : GroupView.all(draft.world(), region)) {
                run(draft, view);
            }
        }
    }

    private static void run(Draft draft, GroupView view) {
        Draft branch = draft.branch();
        try {
            GroupRound.run(branch, view);
            draft.adopt(branch);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the group " + view.group().name() + " could not be settled", e);
        }
    }
}
