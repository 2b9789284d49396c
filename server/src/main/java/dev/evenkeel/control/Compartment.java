package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// Keeps what goes wrong with one thing away from all others: what was decided on it is forgotten,
/// and told of.
final class Compartment {
    private static final Logger LOG = System.getLogger(Compartment.class.getName());

    private Compartment() {}

    /// Does `work` on a draft of its own, which is adopted unless it fails. `what` it is about goes
    /// to the log.
    static void run(Draft draft, String what, Consumer<Draft> work) {
        Draft branch = draft.branch();
        try {
            work.accept(branch);
            draft.adopt(branch);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, what + " could not be settled", e);
        }
    }
}
