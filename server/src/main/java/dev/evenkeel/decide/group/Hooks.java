package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleAction.Outcome;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.LifecycleHook.Transition;
import dev.evenkeel.model.ResourceIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Holds members at their group's lifecycle hooks, all hooks of a transition at once.
final class Hooks {
    private static final String TIMEOUT = "Heartbeat Timeout";

    private Hooks() {}

    /// What a member's hooks say about going on.
    sealed interface Standing {
        record Waiting() implements Standing {}

        record MayGoOn() implements Standing {}

        /// `message` is what the activity tells.
        record Abandoned(String message) implements Standing {}
    }

    /// Begins an action for each hook of the transition. Answers whether there is one.
    static boolean hold(
            Draft draft, AutoScalingGroup group, Instance member, Transition transition) {
        List<LifecycleHook> hooks =
                draft
                        .world()
                        .in(group.scope())
                        .withPrefix(LifecycleHook.class, LifecycleHook.prefix(group.name()))
                        .stream()
                        .filter(hook -> hook.transition() == transition)
                        .toList();
        release(draft, member);
        hooks.forEach(hook -> draft.put(action(draft, hook, member)));
        return !hooks.isEmpty();
    }

    private static LifecycleAction action(Draft draft, LifecycleHook hook, Instance member) {
        return new LifecycleAction(
                hook.scope(),
                member.instanceId(),
                hook.group(),
                hook.name(),
                hook.transition(),
                ResourceIds.uuid(draft.random()).toString(),
                hook.heartbeat(),
                draft.now().plus(hook.heartbeat()),
                draft.now().plus(hook.globalTimeout()),
                hook.continuesByDefault(),
                Optional.empty());
    }

    /// One abandoned action decides; otherwise all must have ended.
    static Standing standing(Draft draft, Instance member) {
        boolean waits = false;
        for (LifecycleAction action : actions(draft, member)) {
            Optional<Outcome> outcome = action.outcome().or(() -> overdue(action, draft.now()));
            if (outcome.isEmpty()) {
                waits = true;
            } else if (!outcome.get().continues()) {
                return new Standing.Abandoned(
                        "Instance failed to complete user's Lifecycle Action: Lifecycle Action with"
                                + " token "
                                + action.token()
                                + " was abandoned: "
                                + outcome.get().why());
            }
        }
        return waits ? new Standing.Waiting() : new Standing.MayGoOn();
    }

    private static Optional<Outcome> overdue(LifecycleAction action, Instant now) {
        return now.isBefore(action.waitsUntil())
                ? Optional.empty()
                : Optional.of(new Outcome(action.continuesByDefault(), TIMEOUT));
    }

    private static List<LifecycleAction> actions(Draft draft, Instance member) {
        return List.copyOf(
                draft.world()
                        .in(member.scope())
                        .withPrefix(
                                LifecycleAction.class,
                                LifecycleAction.prefix(member.instanceId())));
    }

    /// Forgets the member's actions: it has moved on.
    static void release(Draft draft, Instance member) {
        actions(draft, member).forEach(draft::remove);
    }
}
