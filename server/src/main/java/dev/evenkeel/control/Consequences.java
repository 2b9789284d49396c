package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.Traffic;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import java.util.List;
import java.util.Optional;

/// What must happen together with a command's changes: members of a group that is attached to a
/// load balancer join it, and leave it when the group is detached.
final class Consequences {
    private Consequences() {}

    /// A draft of `changes` and what follows from them, to be committed as one.
    static Draft of(List<Change> changes, Moment moment) {
        var draft = new Draft(moment);
        for (Change change : changes) {
            switch (change) {
                case Change.Put(AutoScalingGroup group) -> {
                    draft.put(group);
                    before(group, moment).ifPresent(b -> Traffic.follow(draft, group, b.traffic()));
                }
                case Change.Put(var resource) -> draft.put(resource);
                case Change.Remove(var key) -> draft.remove(key);
            }
        }
        return draft;
    }

    private static Optional<AutoScalingGroup> before(AutoScalingGroup group, Moment moment) {
        return moment.world().in(group.scope()).find(AutoScalingGroup.class, group.name());
    }
}
