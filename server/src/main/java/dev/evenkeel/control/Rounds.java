package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets every reconciler look at the world, one after the other, each at what the one before left.
///
/// A round follows every event and every tick. Between ticks, who knows what happened looks only
/// there. A round that changed something is followed by another, but only so many in a row: two
/// reconcilers that disagree for ever cannot take the thread. Runs on the control thread.
final class Rounds {
    private static final Logger LOG = System.getLogger(Rounds.class.getName());

    private final Controller.Ports ports;
    private final Limits limits;
    private final Outgoing outgoing;
    private final List<Reconciler> reconcilers = new ArrayList<>();
    private final List<Reconciler> upkeep = new ArrayList<>();
    private boolean isDue;
    private int inARow;

    Rounds(Controller.Ports ports, Limits limits) {
        this.ports = ports;
        this.limits = limits;
        this.outgoing = new Outgoing(limits.messagesWaiting());
    }

    /// Has these run in every round, in this order.
    void inEveryRound(List<Reconciler> more) {
        reconcilers.addAll(more);
    }

    /// Has these run once a tick: what only time brings about need not be looked for at every
    /// event.
    void atEveryTick(List<Reconciler> more) {
        upkeep.addAll(more);
    }

    /// What a decision may look at now.
    Moment moment() {
        return new Moment(ports.store().world(), ports.clock().now(), ports.random());
    }

    /// Asks for a round as soon as the thread is free. Many wishes make one round.
    void wake() {
        if (!isDue) {
            isDue = true;
            ports.timers().after(Duration.ZERO, this::round);
        }
    }

    /// Whether a round was asked for and has not begun.
    boolean isDue() {
        return isDue;
    }

    /// Runs a round now and every tick from now on, in which everything is looked at.
    void tick() {
        inARow = 0;
        upkeep.forEach(this::run);
        lookAtEverything();
        ports.timers().after(limits.tick(), this::tick);
    }

    /// Asks for a round in which nobody relies on what it was told.
    void lookAtEverything() {
        reconcilers.forEach(Reconciler::everything);
        wake();
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

    /// Makes what was drafted on the present world durable, with the messages that tell of it.
    void commit(Draft draft) {
        if (!draft.isEmpty()) {
            World before = ports.store().world();
            outgoing.tell(draft, before);
            List<Change> changes = draft.changes();
            ports.store().commit(changes);
            World after = ports.store().world();
            reconcilers.forEach(reconciler -> reconciler.changed(changes, before, after));
        }
    }

    /// Shows what the health checks saw, and asks for a round.
    void observe(Map<TargetRef, Optional<TargetHealth>> verdicts) {
        ports.store().observe(verdicts);
        World world = ports.store().world();
        reconcilers.forEach(reconciler -> reconciler.observed(verdicts.keySet(), world));
        wake();
    }

    /// A reconciler that fails is left out; the others still do their work.
    private boolean run(Reconciler reconciler) {
        try {
            var draft = new Draft(moment());
            reconciler.reconcile(draft);
            commit(draft);
            reconciler.committed();
            return !draft.isEmpty();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a reconciler failed", e);
            return false;
        }
    }
}
