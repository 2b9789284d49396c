package dev.evenkeel.model;

import dev.evenkeel.model.LifecycleHook.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One member held by one hook, until somebody completes it or its time is over.
///
/// `heartbeat` is how long one heartbeat lasts, `endsBy` the end that no heartbeat moves. `outcome`
/// is empty while the member is held.
public record LifecycleAction(
        Scope scope,
        InstanceId instance,
        String group,
        String hook,
        Transition transition,
        String token,
        Duration heartbeat,
        Instant waitsUntil,
        Instant endsBy,
        boolean continuesByDefault,
        Optional<Outcome> outcome)
        implements Resource {
    /// How an action ended, and the words for why.
    public record Outcome(boolean continues, String why) {}

    @Override
    public String id() {
        return prefix(instance) + hook;
    }

    /// What the ids of a member's actions begin with.
    public static String prefix(InstanceId instance) {
        return instance.value() + "/";
    }

    /// Waits a heartbeat longer from `now`, as far as it may.
    public LifecycleAction beating(Instant now) {
        Instant next = now.plus(heartbeat);
        return new LifecycleAction(
                scope,
                instance,
                group,
                hook,
                transition,
                token,
                heartbeat,
                next.isBefore(endsBy) ? next : endsBy,
                endsBy,
                continuesByDefault,
                outcome);
    }

    public LifecycleAction ended(boolean continues, String why) {
        return new LifecycleAction(
                scope,
                instance,
                group,
                hook,
                transition,
                token,
                heartbeat,
                waitsUntil,
                endsBy,
                continuesByDefault,
                Optional.of(new Outcome(continues, why)));
    }
}
