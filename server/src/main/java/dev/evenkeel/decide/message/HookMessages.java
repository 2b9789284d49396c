package dev.evenkeel.decide.message;

import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.LifecycleHook.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told when a member begins to wait at a hook, and when a hook is given a target.
final class HookMessages {
    private HookMessages() {}

    static List<Told> of(Sight sight, LifecycleAction action) {
        boolean isOld =
                sight.before(LifecycleAction.class, action.scope(), action.id())
                        .filter(before -> before.token().equals(action.token()))
                        .isPresent();
        Optional<AutoScalingGroup> group = sight.group(action.scope(), action.group());
        Optional<LifecycleHook> hook =
                sight.after(
                        LifecycleHook.class,
                        action.scope(),
                        LifecycleHook.prefix(action.group()) + action.hook());
        Optional<Instance> member = sight.instance(action.scope(), action.instance().value());
        if (isOld || group.isEmpty() || hook.isEmpty() || member.isEmpty()) {
            return List.of();
        }
        ActivityMessages.Way way = way(sight, group.get(), member.get(), action);
        List<Told> told = new ArrayList<>();
        told.add(event(group.get(), hook.get(), action, way));
        if (!hook.get().target().isEmpty()) {
            told.add(published(sight, hook.get(), action, way));
        }
        return told;
    }

    private static ActivityMessages.Way way(
            Sight sight, AutoScalingGroup group, Instance member, LifecycleAction action) {
        return switch (action.transition()) {
            case LAUNCHING ->
                    ActivityMessages.launch(
                            member.membership()
                                    .map(GroupMembership::activityId)
                                    .flatMap(id -> sight.after(Activity.class, member.scope(), id))
                                    .map(Activity::description)
                                    .orElse(""));
            case TERMINATING ->
                    ActivityMessages.termination(
                            GroupView.returnsToPool(sight.after(), group, member));
        };
    }

    private static Told event(
            AutoScalingGroup group,
            LifecycleHook hook,
            LifecycleAction action,
            ActivityMessages.Way way) {
        String kind =
                switch (action.transition()) {
                    case LAUNCHING -> "launch";
                    case TERMINATING -> "terminate";
                };
        JsonObject detail =
                new JsonObject()
                        .text("LifecycleActionToken", action.token())
                        .text("AutoScalingGroupName", group.name())
                        .text("LifecycleHookName", hook.name())
                        .text("EC2InstanceId", action.instance().value())
                        .text("LifecycleTransition", action.transition().word())
                        .ifGiven("NotificationMetadata", hook.metadata());
        return new Told.Event(
                group.scope(),
                action.token(),
                ActivityMessages.SOURCE,
                "EC2 Instance-" + kind + " Lifecycle Action",
                List.of(group.arn().value()),
                way.into(detail).done());
    }

    private static Told published(
            Sight sight, LifecycleHook hook, LifecycleAction action, ActivityMessages.Way way) {
        JsonObject message =
                new JsonObject()
                        .text("LifecycleHookName", hook.name())
                        .text("AccountId", hook.scope().account())
                        .text("RequestId", action.token())
                        .text("LifecycleTransition", action.transition().word())
                        .text("AutoScalingGroupName", hook.group())
                        .text("Service", ActivityMessages.SERVICE)
                        .text("Time", Told.MILLIS.format(sight.now()))
                        .text("EC2InstanceId", action.instance().value())
                        .ifGiven("NotificationMetadata", hook.metadata())
                        .text("LifecycleActionToken", action.token());
        return new Told.Published(
                hook.scope(),
                action.token() + hook.target(),
                hook.target(),
                "Auto Scaling:  Lifecycle action '"
                        + (action.transition() == Transition.LAUNCHING
                                ? "LAUNCHING"
                                : "TERMINATING")
                        + "' for instance "
                        + action.instance()
                        + " in progress.",
                way.into(message).done());
    }
}
