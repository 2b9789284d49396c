package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.InstanceRefresh.Preferences;
import dev.evenkeel.model.InstanceRefresh.Progress;
import dev.evenkeel.model.InstanceRefresh.Status;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.CancelInstanceRefreshAnswer;
import dev.evenkeel.wire.autoscaling.CancelInstanceRefreshType;
import dev.evenkeel.wire.autoscaling.DescribeInstanceRefreshesAnswer;
import dev.evenkeel.wire.autoscaling.DescribeInstanceRefreshesType;
import dev.evenkeel.wire.autoscaling.DesiredConfiguration;
import dev.evenkeel.wire.autoscaling.RollbackDetails;
import dev.evenkeel.wire.autoscaling.RollbackInstanceRefreshAnswer;
import dev.evenkeel.wire.autoscaling.RollbackInstanceRefreshType;
import dev.evenkeel.wire.autoscaling.StartInstanceRefreshAnswer;
import dev.evenkeel.wire.autoscaling.StartInstanceRefreshType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts, shows, cancels and turns back the refreshes of groups.
final class InstanceRefreshes {
    private static final int KEPT = 50;
    private static final Comparator<InstanceRefresh> NEWEST_FIRST =
            Comparator.comparing(InstanceRefresh::startedAt)
                    .reversed()
                    .thenComparing(InstanceRefresh::refreshId);

    private InstanceRefreshes() {}

    static Decision<StartInstanceRefreshAnswer> start(
            World world, Call call, StartInstanceRefreshType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        Unsupported.unless("Rolling", "Strategy", input.strategy());
        if (active(lookup, group).isPresent()) {
            throw new ApiFault(
                    AutoScalingErrors.INSTANCE_REFRESH_IN_PROGRESS,
                    "An Instance Refresh is already in progress and blocks the execution of this"
                            + " Instance Refresh.");
        }
        Preferences preferences = RefreshPreferencesShape.read(input.preferences());
        requireAlarms(lookup, preferences);
        Optional<LaunchSource> desired =
                desired(world, lookup, group, input.desiredConfiguration());
        if (preferences.autoRollback()) {
            irreversible(group, desired)
                    .ifPresent(why -> {
                        throw ApiFault.validation(why);
                    });
        }
        var refresh =
                new InstanceRefresh(
                        group.scope(),
                        group.name(),
                        ResourceIds.uuid(call.random()).toString(),
                        preferences,
                        desired,
                        call.now(),
                        call.now(),
                        Optional.empty(),
                        Status.PENDING,
                        "",
                        new Progress(
                                0, lookup.members(group).size(), 0, Optional.empty(), call.now()),
                        Optional.empty());
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(refresh));
        of(lookup, group).stream()
                .skip(KEPT - 1)
                .forEach(old -> changes.add(new Change.Remove(old.key())));
        return new Decision<>(changes, new StartInstanceRefreshAnswer(refresh.refreshId()));
    }

    private static void requireAlarms(GroupLookup lookup, Preferences preferences) {
        for (String name : preferences.alarms()) {
            Alarm alarm =
                    lookup.region()
                            .find(Alarm.class, name)
                            .orElseThrow(() ->
                                    ApiFault.validation("The alarm " + name + " does not exist."));
            if (alarm.status().state() == Alarm.State.ALARM) {
                throw ApiFault.validation("The alarm " + name + " is in the ALARM state.");
            }
        }
    }

    private static Optional<LaunchSource> desired(
            World world,
            GroupLookup lookup,
            AutoScalingGroup group,
            @Nullable DesiredConfiguration asked) {
        if (asked == null) {
            return Optional.empty();
        }
        return new LaunchSources(world, lookup.region())
                .chosen(
                        null,
                        asked.launchTemplate(),
                        asked.mixedInstancesPolicy(),
                        Optional.of(group.launchSource()))
                .map(source -> WarmPools.mayHave(lookup.region(), group, source));
    }

    /// Why a refresh could not be turned back; empty if it could.
    private static Optional<String> irreversible(
            AutoScalingGroup group, Optional<LaunchSource> desired) {
        if (desired.isEmpty()) {
            return Optional.of(
                    "Rollback requires that the instance refresh has a desired configuration.");
        }
        return group.launchSource().templates().stream()
                .map(LaunchSource.Template::version)
                .filter(version -> version.startsWith("$"))
                .findFirst()
                .map(version ->
                        "Rollback is not possible because the Auto Scaling group's launch template"
                                + " version is "
                                + version
                                + ".");
    }

    private static List<InstanceRefresh> of(GroupLookup lookup, AutoScalingGroup group) {
        return lookup
                .region()
                .withPrefix(InstanceRefresh.class, InstanceRefresh.prefix(group.name()))
                .stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    static Optional<InstanceRefresh> active(GroupLookup lookup, AutoScalingGroup group) {
        return of(lookup, group).stream().filter(r -> !r.status().hasEnded()).findFirst();
    }

    private static InstanceRefresh running(GroupLookup lookup, AutoScalingGroup group) {
        return active(lookup, group)
                .filter(r -> r.status() != Status.CANCELLING)
                .orElseThrow(() ->
                        new ApiFault(
                                AutoScalingErrors.ACTIVE_INSTANCE_REFRESH_NOT_FOUND,
                                "No in progress or pending Instance Refresh found for Auto Scaling"
                                        + " group "
                                        + group.name()));
    }

    static Decision<CancelInstanceRefreshAnswer> cancel(
            World world, Call call, CancelInstanceRefreshType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        InstanceRefresh refresh = running(lookup, group);
        boolean waits =
                input.waitForTransitioningInstances() == null
                        || input.waitForTransitioningInstances();
        String why = "Cancelled due to user request.";
        InstanceRefresh next =
                waits
                        ? refresh.at(Status.CANCELLING, why)
                        : refresh.ended(Status.CANCELLED, why, call.now());
        return new Decision<>(
                List.of(new Change.Put(next)),
                new CancelInstanceRefreshAnswer(refresh.refreshId()));
    }

    static Decision<RollbackInstanceRefreshAnswer> rollBack(
            World world, Call call, RollbackInstanceRefreshType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        InstanceRefresh refresh = running(lookup, group);
        if (refresh.rollback().isPresent()) {
            return Decision.unchanged(new RollbackInstanceRefreshAnswer(refresh.refreshId()));
        }
        irreversible(group, refresh.desired())
                .ifPresent(why -> {
                    throw new ApiFault(AutoScalingErrors.IRREVERSIBLE_INSTANCE_REFRESH, why);
                });
        InstanceRefresh next = refresh.turnedBack("Rollback due to user request.", call.now());
        return new Decision<>(
                List.of(new Change.Put(next)),
                new RollbackInstanceRefreshAnswer(refresh.refreshId()));
    }

    static DescribeInstanceRefreshesAnswer describe(
            World world, Call call, DescribeInstanceRefreshesType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.find(input.autoScalingGroupName());
        List<String> ids = Present.orEmpty(input.instanceRefreshIds());
        List<InstanceRefresh> all =
                of(lookup, group).stream()
                        .filter(r -> ids.isEmpty() || ids.contains(r.refreshId()))
                        .toList();
        var page =
                Page.of(
                        all,
                        InstanceRefreshes::place,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeInstanceRefreshesAnswer(
                page.items().stream().map(InstanceRefreshes::shape).toList(), page.next());
    }

    private static String place(InstanceRefresh refresh) {
        long age = Long.MAX_VALUE - refresh.startedAt().toEpochMilli();
        return String.format("%016x/%s", age, refresh.refreshId());
    }

    private static dev.evenkeel.wire.autoscaling.InstanceRefresh shape(InstanceRefresh refresh) {
        return dev.evenkeel.wire.autoscaling.InstanceRefresh.builder()
                .instanceRefreshId(refresh.refreshId())
                .autoScalingGroupName(refresh.group())
                .status(refresh.status().word())
                .statusReason(refresh.reason().isEmpty() ? null : refresh.reason())
                .startTime(refresh.startedAt())
                .endTime(refresh.endedAt().orElse(null))
                .percentageComplete(refresh.progress().percent())
                .instancesToUpdate(refresh.progress().left())
                .preferences(RefreshPreferencesShape.shape(refresh.preferences()))
                .desiredConfiguration(
                        refresh.desired()
                                .map(source ->
                                        new DesiredConfiguration(
                                                LaunchSources.shape(source),
                                                MixedPolicies.shape(source)))
                                .orElse(null))
                .rollbackDetails(rollback(refresh))
                .strategy("Rolling")
                .build();
    }

    private static @Nullable RollbackDetails rollback(InstanceRefresh refresh) {
        return refresh.rollback()
                .map(r ->
                        RollbackDetails.builder()
                                .rollbackReason(r.reason())
                                .rollbackStartTime(r.startedAt())
                                .percentageCompleteOnRollback(r.percentBefore())
                                .instancesToUpdateOnRollback(r.leftBefore())
                                .build())
                .orElse(null);
    }
}
