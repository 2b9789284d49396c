package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;

/// One concern of the control plane. It compares the world with what ought to be and drafts the
/// changes that bring it closer; none when there is nothing to do. Runs on the control thread.
@FunctionalInterface
public interface Reconciler {
    void reconcile(Draft draft);
}
