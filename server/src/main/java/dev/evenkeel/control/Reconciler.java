package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;

/// One concern of the control plane. It compares the world with what ought to be and drafts the
/// changes that bring it closer; none when there is nothing to do. Runs on the control thread.
@FunctionalInterface
public interface Reconciler {
    void reconcile(Draft draft);

    /// What the last [#reconcile] drafted, if anything, is durable. Who remembers what it has seen
    /// to remembers it from here on: what did not get to the disk must be drafted again.
    default void committed() {}
}
