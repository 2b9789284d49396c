package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.scaling.Cron;
import dev.evenkeel.decide.scaling.Schedule;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.ScheduledAction;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.BatchDeleteScheduledActionAnswer;
import dev.evenkeel.wire.autoscaling.BatchDeleteScheduledActionType;
import dev.evenkeel.wire.autoscaling.BatchPutScheduledUpdateGroupActionAnswer;
import dev.evenkeel.wire.autoscaling.BatchPutScheduledUpdateGroupActionType;
import dev.evenkeel.wire.autoscaling.DeleteScheduledActionType;
import dev.evenkeel.wire.autoscaling.DescribeScheduledActionsType;
import dev.evenkeel.wire.autoscaling.FailedScheduledUpdateGroupActionRequest;
import dev.evenkeel.wire.autoscaling.PutScheduledUpdateGroupActionType;
import dev.evenkeel.wire.autoscaling.ScheduledActionsType;
import dev.evenkeel.wire.autoscaling.ScheduledUpdateGroupAction;
import dev.evenkeel.wire.autoscaling.ScheduledUpdateGroupActionRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scheduled actions: put, deleted and described, one by one or in batches.
final class ScheduledActions {
    private static final int MOST = 125;
    private static final int MOST_IN_A_BATCH = 50;

    private ScheduledActions() {}

    static Decision<Nothing> put(World world, Call call, PutScheduledUpdateGroupActionType input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        Instant start = input.startTime();
        if (start != null && input.time() != null && !start.equals(input.time())) {
            throw ApiFault.validation("Time and StartTime must be the same if both are given.");
        }
        var asked =
                ScheduledUpdateGroupActionRequest.builder()
                        .scheduledActionName(input.scheduledActionName())
                        .startTime(start == null ? input.time() : start)
                        .endTime(input.endTime())
                        .recurrence(input.recurrence())
                        .minSize(input.minSize())
                        .maxSize(input.maxSize())
                        .desiredCapacity(input.desiredCapacity())
                        .timeZone(input.timeZone())
                        .build();
        ScheduledAction action = read(world, call, group, asked);
        requireRoom(world, action, 0);
        return new Decision<>(List.of(new Change.Put(action)), Nothing.NOTHING);
    }

    static Decision<BatchPutScheduledUpdateGroupActionAnswer> putAll(
            World world, Call call, BatchPutScheduledUpdateGroupActionType input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        var all = Present.orEmpty(input.scheduledUpdateGroupActions());
        requireBatch(all.size());
        var changes = new ArrayList<Change>();
        var failed = new ArrayList<FailedScheduledUpdateGroupActionRequest>();
        for (ScheduledUpdateGroupActionRequest asked : all) {
            try {
                ScheduledAction action = read(world, call, group, asked);
                requireRoom(world, action, changes.size());
                changes.add(new Change.Put(action));
            } catch (ApiFault fault) {
                failed.add(failed(requireNonNull(asked.scheduledActionName()), fault));
            }
        }
        return new Decision<>(changes, new BatchPutScheduledUpdateGroupActionAnswer(failed));
    }

    private static void requireBatch(int size) {
        if (size > MOST_IN_A_BATCH) {
            throw ApiFault.validation(
                    "At most " + MOST_IN_A_BATCH + " scheduled actions can be given at once.");
        }
    }

    private static FailedScheduledUpdateGroupActionRequest failed(String name, ApiFault fault) {
        return new FailedScheduledUpdateGroupActionRequest(name, fault.code(), fault.message());
    }

    private static void requireRoom(World world, ScheduledAction action, int more) {
        World.Region region = world.in(action.scope());
        boolean isNew = region.find(ScheduledAction.class, action.id()).isEmpty();
        String prefix = ScheduledAction.prefix(action.group());
        if (isNew && region.withPrefix(ScheduledAction.class, prefix).size() + more >= MOST) {
            throw new ApiFault(
                    AutoScalingErrors.LIMIT_EXCEEDED,
                    "You have reached the limit of " + MOST + " scheduled actions for the group.");
        }
    }

    private static ScheduledAction read(
            World world,
            Call call,
            AutoScalingGroup group,
            ScheduledUpdateGroupActionRequest asked) {
        String name = requireNonNull(asked.scheduledActionName());
        ScheduledAction.Sizes sizes = sizes(asked);
        Optional<String> zone = zone(asked);
        Instant next = next(asked, zone, call.now());
        Instant end = asked.endTime();
        if (end != null && !end.isAfter(next)) {
            throw ApiFault.validation(
                    "The scheduled action's end time must be after its start time.");
        }
        Arn arn =
                world.in(call.scope())
                        .find(ScheduledAction.class, ScheduledAction.idOf(group.name(), name))
                        .map(ScheduledAction::arn)
                        .orElseGet(() -> arn(call, group.name(), name));
        return new ScheduledAction(
                arn,
                call.scope(),
                group.name(),
                name,
                Optional.ofNullable(asked.recurrence()),
                zone,
                Optional.ofNullable(end),
                sizes,
                next);
    }

    private static Arn arn(Call call, String group, String name) {
        return call.scope()
                .arn(
                        "autoscaling",
                        "scheduledUpdateGroupAction:"
                                + ResourceIds.uuid(call.random())
                                + ":autoScalingGroupName/"
                                + group
                                + ":scheduledActionName/"
                                + name);
    }

    private static ScheduledAction.Sizes sizes(ScheduledUpdateGroupActionRequest asked) {
        var sizes =
                new ScheduledAction.Sizes(
                        Optional.ofNullable(asked.minSize()),
                        Optional.ofNullable(asked.maxSize()),
                        Optional.ofNullable(asked.desiredCapacity()));
        if (sizes.isEmpty()) {
            throw ApiFault.validation(
                    "At least one of MinSize, MaxSize and DesiredCapacity must be given.");
        }
        int least = sizes.min().orElse(0);
        int most = sizes.max().orElse(Capacity.MOST);
        int desired = sizes.desired().orElse(least);
        if (least < 0 || least > desired || desired > most || most > Capacity.MOST) {
            throw ApiFault.validation(
                    "Desired capacity must be between the minimum and the maximum size, which are"
                            + " from 0 to "
                            + Capacity.MOST
                            + ".");
        }
        return sizes;
    }

    private static Optional<String> zone(ScheduledUpdateGroupActionRequest asked) {
        String zone = asked.timeZone();
        if (zone == null) {
            return Optional.empty();
        }
        if (asked.recurrence() == null) {
            throw ApiFault.validation("TimeZone is only valid with Recurrence.");
        }
        try {
            ZoneId.of(zone);
            return Optional.of(zone);
        } catch (DateTimeException _) {
            throw ApiFault.validation("Given time zone string: " + zone + " is invalid.");
        }
    }

    /// The first time it is due.
    private static Instant next(
            ScheduledUpdateGroupActionRequest asked, Optional<String> zone, Instant now) {
        Instant start = asked.startTime();
        if (start != null && start.isBefore(now)) {
            throw ApiFault.validation("Given start time is in the past");
        }
        String cron = asked.recurrence();
        if (cron == null) {
            if (start == null) {
                throw ApiFault.validation("StartTime or Recurrence must be given.");
            }
            return start;
        }
        if (Cron.parse(cron).isEmpty()) {
            throw ApiFault.validation("Given recurrence string: " + cron + " is invalid");
        }
        // A start that the expression matches is the first time.
        Instant after = start == null ? now : start.minusNanos(1);
        return Schedule.next(cron, zone, after)
                .orElseThrow(() ->
                        ApiFault.validation("Given recurrence string: " + cron + " never comes"));
    }

    static Decision<Nothing> delete(World world, Call call, DeleteScheduledActionType input) {
        String group = new GroupLookup(world, call).find(input.autoScalingGroupName()).name();
        String name = requireNonNull(input.scheduledActionName());
        return new Decision<>(List.of(removal(world, call, group, name)), Nothing.NOTHING);
    }

    private static Change removal(World world, Call call, String group, String name) {
        return world.in(call.scope())
                .find(ScheduledAction.class, ScheduledAction.idOf(group, name))
                .map(action -> new Change.Remove(action.key()))
                .orElseThrow(() -> ApiFault.validation("Scheduled action name not found"));
    }

    static Decision<BatchDeleteScheduledActionAnswer> deleteAll(
            World world, Call call, BatchDeleteScheduledActionType input) {
        String group = new GroupLookup(world, call).find(input.autoScalingGroupName()).name();
        List<String> names = Present.orEmpty(input.scheduledActionNames());
        requireBatch(names.size());
        var changes = new ArrayList<Change>();
        var failed = new ArrayList<FailedScheduledUpdateGroupActionRequest>();
        for (String name : names) {
            try {
                changes.add(removal(world, call, group, name));
            } catch (ApiFault fault) {
                failed.add(failed(name, fault));
            }
        }
        return new Decision<>(changes, new BatchDeleteScheduledActionAnswer(failed));
    }

    static ScheduledActionsType describe(
            World world, Call call, DescribeScheduledActionsType input) {
        String group = input.autoScalingGroupName();
        List<String> names = Present.orEmpty(input.scheduledActionNames());
        List<ScheduledAction> found =
                world.in(call.scope()).all(ScheduledAction.class).stream()
                        .filter(action -> group == null || action.group().equals(group))
                        .filter(action ->
                                names.isEmpty()
                                        || names.contains(action.name())
                                        || names.contains(action.arn().value()))
                        .filter(action ->
                                isWithin(action.next(), input.startTime(), input.endTime()))
                        .toList();
        var page =
                Page.of(
                        found,
                        ScheduledAction::id,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new ScheduledActionsType(
                page.items().stream().map(ScheduledActions::shape).toList(), page.next());
    }

    private static boolean isWithin(Instant at, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
    }

    private static ScheduledUpdateGroupAction shape(ScheduledAction action) {
        return ScheduledUpdateGroupAction.builder()
                .autoScalingGroupName(action.group())
                .scheduledActionName(action.name())
                .scheduledActionARN(action.arn().value())
                .time(action.next())
                .startTime(action.next())
                .endTime(action.endTime().orElse(null))
                .recurrence(action.recurrence().orElse(null))
                .timeZone(action.timeZone().orElse(null))
                .minSize(action.sizes().min().orElse(null))
                .maxSize(action.sizes().max().orElse(null))
                .desiredCapacity(action.sizes().desired().orElse(null))
                .build();
    }
}
