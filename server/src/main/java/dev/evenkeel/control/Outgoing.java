package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.message.Messages;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;

/// Adds to whatever is about to be committed the messages that tell of it. They wait in the world
/// until they were delivered, but only so many: then the oldest are dropped. Runs on the control
/// thread.
final class Outgoing {
    private static final Logger LOG = System.getLogger(Outgoing.class.getName());

    private final int most;
    private long dropped;

    Outgoing(int most) {
        this.most = most;
    }

    void tell(Draft draft, World before) {
        Messages.tell(draft, before);
        for (World.Region region : draft.world().regions()) {
            Collection<Notification> waiting = region.all(Notification.class);
            if (waiting.size() > most) {
                drop(draft, waiting.stream().limit(waiting.size() - most).toList());
            }
        }
    }

    private void drop(Draft draft, List<Notification> oldest) {
        oldest.forEach(draft::remove);
        if (dropped == 0 || dropped / most < (dropped + oldest.size()) / most) {
            LOG.log(
                    Level.WARNING,
                    "more than {0} notifications wait to be delivered: the oldest are dropped,"
                            + " {1} so far",
                    most,
                    dropped + oldest.size());
        }
        dropped += oldest.size();
    }

    /// How many were dropped since the start.
    long dropped() {
        return dropped;
    }
}
