package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import java.util.List;

/// One concern of the control plane. It compares the world with what ought to be and answers the
/// changes that bring it closer; none when there is nothing to do. Runs on the control thread.
@FunctionalInterface
public interface Reconciler {
    List<Change> reconcile(Moment moment);
}
