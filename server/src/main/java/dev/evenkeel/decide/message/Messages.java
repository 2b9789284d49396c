package dev.evenkeel.decide.message;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;

/// Finds in changes what there is to tell, and adds it to them. So a message is durable exactly
/// when what it tells of is, and nobody who decides has to think of it.
public final class Messages {
    private Messages() {}

    /// Adds to `draft` the messages that tell of its changes to the world `before`.
    public static void tell(Draft draft, World before) {
        var sight = new Sight(before, draft.world(), draft.now());
        for (Change change : draft.changes()) {
            if (change instanceof Change.Put(Resource resource)) {
                told(sight, resource).forEach(told -> put(draft, resource, told));
            }
        }
    }

    /// Adds to `draft` what is told of `resource`.
    static void put(Draft draft, Resource resource, Told told) {
        draft.put(told.at(draft.now(), place(draft, told.scope())));
        remember(draft, resource, told);
    }

    private static List<Told> told(Sight sight, Resource resource) {
        return switch (resource) {
            case Activity activity -> ActivityMessages.of(sight, activity);
            case LifecycleAction action -> HookMessages.of(sight, action);
            case InstanceRefresh refresh -> RefreshMessages.of(sight, refresh);
            case NotificationConfiguration configuration -> TestMessages.of(sight, configuration);
            case LifecycleHook hook -> TestMessages.of(sight, hook);
            case SpotNotice notice -> SpotMessages.of(sight, notice);
            case Alarm alarm -> AlarmMessages.of(before(sight, alarm), alarm);
            case CompositeAlarm alarm -> AlarmMessages.of(before(sight, alarm), alarm);
            default -> List.of();
        };
    }

    private static Optional<AnyAlarm> before(Sight sight, AnyAlarm alarm) {
        return CompositeEvaluator.find(sight.before().in(alarm.scope()), alarm.name());
    }

    /// What an alarm published is part of its history.
    private static void remember(Draft draft, Resource resource, Told told) {
        if (resource instanceof AnyAlarm alarm && told instanceof Told.Published published) {
            World.Region region = draft.world().in(told.scope());
            AlarmHistory.acted(region, alarm, published.topic(), draft.now()).forEach(draft::make);
        }
    }

    /// Behind all that was told before: by the time, then by a number.
    private static String place(Draft draft, Scope scope) {
        String moment = String.format("%015d-", Math.max(0, draft.now().toEpochMilli()));
        int number =
                draft.world()
                        .in(scope)
                        .last(Notification.class)
                        .map(Notification::order)
                        .filter(order -> order.startsWith(moment))
                        .map(order -> 1 + number(order, moment))
                        .orElse(0);
        return moment + String.format("%06d-", number);
    }

    private static int number(String order, String moment) {
        return Integer.parseInt(
                order.substring(moment.length(), order.indexOf('-', moment.length())));
    }
}
