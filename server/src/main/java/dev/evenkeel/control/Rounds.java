package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import dev.evenkeel.state.Store;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Lets every reconciler look at the world, one after the other, each at what the one before left.
///
/// A round follows every event and every tick. A round that changed something is followed by
/// another, but only so many in a row: two reconcilers that disagree for ever cannot take the
/// thread. Runs on the control thread.
final class Rounds {
    private static final Logger LOG = System.getLogger(Rounds.class.getName());

    private final Store store;
    private final Clock clock;
    private final Timers timers;
    private final RandomGenerator random;
    private final Limits limits;
    private final List<Reconciler> reconcilers;
    private boolean isDue;
    private int inARow;

    Rounds(
            Store store,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            Limits limits,
            List<Reconciler> reconcilers) {
        this.store = store;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.limits = limits;
        this.reconcilers = List.copyOf(reconcilers);
    }

    /// What a decision may look at now.
    Moment moment() {
        return new Moment(store.world(), clock.now(), random);
    }

    /// Asks for a round as soon as the thread is free. Many wishes make one round.
    void wake() {
        if (!isDue) {
            isDue = true;
            timers.after(Duration.ZERO, this::round);
        }
    }

    /// Runs a round now and every tick from now on.
    void tick() {
        inARow = 0;
        wake();
        timers.after(limits.tick(), this::tick);
    }

    private void round() {
        isDue = false;
        boolean changed = false;
        for (Reconciler reconciler : reconcilers) {
            changed |= run(reconciler);
        }
        inARow++;
        if (changed && inARow < limits.roundsInARow()) {
            wake();
        }
    }

    /// A reconciler that fails is left out; the others still do their work.
    private boolean run(Reconciler reconciler) {
        try {
            List<Change> changes = reconciler.reconcile(moment());
            if (!changes.isEmpty()) {
                store.commit(changes);
            }
            return !changes.isEmpty();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a reconciler failed", e);
            return false;
        }
    }
}
