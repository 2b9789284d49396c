package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.ActivitiesType;
import dev.evenkeel.wire.autoscaling.DescribeScalingActivitiesType;
import dev.evenkeel.wire.autoscaling.Filter;
import java.util.Comparator;
import java.util.List;

/// Scaling activities, the newest first.
final class Activities {
    private static final int USUAL = 100;

    private Activities() {}

    static ActivitiesType describe(World world, Call call, DescribeScalingActivitiesType input) {
        var region = world.in(call.scope());
        String group = input.autoScalingGroupName();
        if (group != null && !Present.isTrue(input.includeDeletedGroups())) {
            new GroupLookup(world, call).find(group);
        }
        List<String> ids = Present.orEmpty(input.activityIds());
        List<Activity> all =
                (group == null ? region.all(Activity.class) : region.by(Activity.class, group))
                        .stream()
                                .filter(activity ->
                                        ids.isEmpty() || ids.contains(activity.activityId()))
                                .filter(activity ->
                                        matches(activity, Present.orEmpty(input.filters())))
                                .sorted(Comparator.comparing(Activities::place))
                                .toList();
        var page =
                Page.of(
                        all,
                        Activities::place,
                        Pages.request(input.nextToken(), input.maxRecords(), USUAL));
        return new ActivitiesType(
                page.items().stream().map(activity -> shape(region, activity)).toList(),
                page.next());
    }

    /// A text that sorts younger activities first.
    private static String place(Activity activity) {
        long age = Long.MAX_VALUE - activity.startedAt().toEpochMilli();
        return String.format("%016x/%s", age, activity.activityId());
    }

    private static boolean matches(Activity activity, List<Filter> filters) {
        for (Filter filter : filters) {
            if (!"Status".equals(filter.name())) {
                throw ApiFault.validation("Filter type " + filter.name() + " is not correct.");
            }
            if (!Present.orEmpty(filter.values()).contains(activity.status().word())) {
                return false;
            }
        }
        return true;
    }

    static dev.evenkeel.wire.autoscaling.Activity shape(World.Region region, Activity activity) {
        return dev.evenkeel.wire.autoscaling.Activity.builder()
                .activityId(activity.activityId())
                .autoScalingGroupName(activity.group())
                .autoScalingGroupARN(
                        region.find(AutoScalingGroup.class, activity.group())
                                .map(group -> group.arn().value())
                                .orElse(null))
                .description(activity.description())
                .cause(activity.cause())
                .startTime(activity.startedAt())
                .endTime(activity.endedAt().orElse(null))
                .statusCode(activity.status().word())
                .statusMessage(activity.statusMessage().isEmpty() ? null : activity.statusMessage())
                .progress(activity.progress())
                .details(activity.details())
                .build();
    }
}
