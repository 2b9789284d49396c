package dev.evenkeel.control;

import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the health checks found out since the control thread last looked: the latest of each
/// target.
///
/// However fast thousands of targets change, they wait here in one place each, and become one new
/// world together. Any thread may add.
final class Sightings {
    private Map<TargetRef, Optional<TargetHealth>> waiting = new LinkedHashMap<>();

    /// Returns whether nothing waited before: then somebody must be told to look.
    synchronized boolean add(TargetRef target, Optional<TargetHealth> verdict) {
        boolean first = waiting.isEmpty();
        waiting.put(target, verdict);
        return first;
    }

    synchronized Map<TargetRef, Optional<TargetHealth>> take() {
        Map<TargetRef, Optional<TargetHealth>> all = waiting;
        waiting = new LinkedHashMap<>();
        return all;
    }
}
