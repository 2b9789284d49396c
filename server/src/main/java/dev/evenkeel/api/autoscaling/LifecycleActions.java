package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.autoscaling.CompleteLifecycleActionAnswer;
import dev.evenkeel.wire.autoscaling.CompleteLifecycleActionType;
import dev.evenkeel.wire.autoscaling.RecordLifecycleActionHeartbeatAnswer;
import dev.evenkeel.wire.autoscaling.RecordLifecycleActionHeartbeatType;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What those who are told of a held member answer: go on, give up, or wait a little longer.
final class LifecycleActions {
    private LifecycleActions() {}

    static Decision<CompleteLifecycleActionAnswer> complete(
            World world, Call call, CompleteLifecycleActionType input) {
        boolean continues = LifecycleHooks.continues(input.lifecycleActionResult());
        LifecycleAction action =
                new Named(
                                input.autoScalingGroupName(),
                                input.lifecycleHookName(),
                                input.lifecycleActionToken(),
                                input.instanceId())
                        .find(world, call);
        String why = "Lifecycle Action Completed with " + input.lifecycleActionResult() + " Result";
        return new Decision<>(
                List.of(new Change.Put(action.ended(continues, why))),
                new CompleteLifecycleActionAnswer());
    }

    static Decision<RecordLifecycleActionHeartbeatAnswer> beat(
            World world, Call call, RecordLifecycleActionHeartbeatType input) {
        LifecycleAction action =
                new Named(
                                input.autoScalingGroupName(),
                                input.lifecycleHookName(),
                                input.lifecycleActionToken(),
                                input.instanceId())
                        .find(world, call);
        return new Decision<>(
                List.of(new Change.Put(action.beating(call.now()))),
                new RecordLifecycleActionHeartbeatAnswer());
    }

    /// An action by its token, or by the instance it holds.
    private record Named(
            @Nullable String group,
            @Nullable String hook,
            @Nullable String token,
            @Nullable String instance) {
        LifecycleAction find(World world, Call call) {
            var lookup = new GroupLookup(world, call);
            AutoScalingGroup found = lookup.find(group);
            if (LifecycleHooks.find(lookup, found, Objects.requireNonNullElse(hook, ""))
                    .isEmpty()) {
                throw ApiFault.validation(
                        "No Lifecycle Hook found with the name "
                                + hook
                                + " in AutoScalingGroup "
                                + found.name());
            }
            if (token == null && instance == null) {
                throw ApiFault.validation(
                        "Either LifecycleActionToken or InstanceId must be specified.");
            }
            Predicate<LifecycleAction> isMeant =
                    token == null
                            ? a -> a.instance().value().equals(instance)
                            : a -> a.token().equals(token);
            return lookup.region().all(LifecycleAction.class).stream()
                    .filter(a -> a.group().equals(found.name()) && a.hook().equals(hook))
                    .filter(a -> a.outcome().isEmpty())
                    .filter(isMeant)
                    .findFirst()
                    .orElseThrow(() ->
                            ApiFault.validation(
                                    "No active Lifecycle Action found with "
                                            + (token == null
                                                    ? "instance ID " + instance
                                                    : "token " + token)));
        }
    }
}
