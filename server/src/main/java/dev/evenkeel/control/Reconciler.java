package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Set;

/// One concern of the control plane. It compares the world with what ought to be and drafts the
/// changes that bring it closer; none when there is nothing to do. Runs on the control thread.
///
/// It is told what happens, so that it need not look at everything each time; and now and then that
/// it should, as time passes and news may have been lost.
@FunctionalInterface
public interface Reconciler {
    void reconcile(Draft draft);

    /// What the last [#reconcile] drafted, if anything, is durable. Who remembers what it has seen
    /// to remembers it from here on: what did not get to the disk must be drafted again.
    default void committed() {}

    /// Somebody's changes have made one world of another.
    default void changed(List<Change> changes, World before, World after) {}

    /// There are new verdicts on these targets in `world`.
    default void observed(Set<TargetRef> targets, World world) {}

    /// It is to look at everything when it reconciles next.
    default void everything() {}
}
