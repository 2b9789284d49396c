package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScheduledAction;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import java.util.List;

/// Removes a group once its last member has ended, with all that exists only for it: activities,
/// policies, schedules, and the alarms that have nothing left to do.
final class GroupDeletion {
    private GroupDeletion() {}

    static void finish(Draft draft, GroupView view) {
        if (!view.members().isEmpty()) {
            return;
        }
        AutoScalingGroup group = view.group();
        World.Region region = draft.world().in(group.scope());
        region.withPrefix(ScalingPolicy.class, ScalingPolicy.prefix(group.name()))
                .forEach(policy -> remove(draft, policy));
        region.withPrefix(PredictiveForecast.class, ScalingPolicy.prefix(group.name()))
                .forEach(draft::remove);
        region.withPrefix(ScheduledAction.class, ScheduledAction.prefix(group.name()))
                .forEach(draft::remove);
        region.by(Activity.class, group.name()).forEach(draft::remove);
        region.withPrefix(LifecycleHook.class, LifecycleHook.prefix(group.name()))
                .forEach(draft::remove);
        region.withPrefix(
                        NotificationConfiguration.class,
                        NotificationConfiguration.prefix(group.name()))
                .forEach(draft::remove);
        region.withPrefix(InstanceRefresh.class, InstanceRefresh.prefix(group.name()))
                .forEach(draft::remove);
        region.find(WarmPool.class, group.name()).ifPresent(draft::remove);
        draft.remove(group);
    }

    private static void remove(Draft draft, ScalingPolicy policy) {
        draft.remove(policy);
        String arn = policy.arn().value();
        for (Alarm alarm : draft.world().in(policy.scope()).by(Alarm.class, arn)) {
            Alarm.Actions actions = alarm.actions();
            var left =
                    new Alarm.Actions(
                            actions.enabled(),
                            without(actions.ok(), arn),
                            without(actions.alarm(), arn),
                            without(actions.insufficientData(), arn));
            if (left.ok().isEmpty()
                    && left.alarm().isEmpty()
                    && left.insufficientData().isEmpty()) {
                draft.remove(alarm);
            } else {
                draft.put(alarm.withActions(left));
            }
        }
    }

    private static List<String> without(List<String> arns, String arn) {
        return arns.stream().filter(other -> !other.equals(arn)).toList();
    }
}
