package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.PropagatedTag;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingGroupNamesType;
import dev.evenkeel.wire.autoscaling.AutoScalingGroupsType;
import dev.evenkeel.wire.autoscaling.AutoScalingInstancesType;
import dev.evenkeel.wire.autoscaling.DescribeAutoScalingInstancesType;
import dev.evenkeel.wire.autoscaling.Filter;
import java.util.List;
import java.util.function.Predicate;

/// Lists groups and their members. Names that do not exist are left out, as AWS does.
final class GroupDescriptions {
    private static final String TAG = "tag:";

    private GroupDescriptions() {}

    static AutoScalingGroupsType groups(World world, Call call, AutoScalingGroupNamesType input) {
        var lookup = new GroupLookup(world, call);
        List<String> names = Present.orEmpty(input.autoScalingGroupNames());
        Predicate<AutoScalingGroup> filter = matching(Present.orEmpty(input.filters()));
        List<AutoScalingGroup> all = lookup.groups(names).stream().filter(filter).toList();
        var page =
                Page.of(
                        all,
                        AutoScalingGroup::name,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        boolean withMembers = input.includeInstances() == null || input.includeInstances();
        return new AutoScalingGroupsType(
                page.items().stream()
                        .map(group ->
                                GroupShapes.shape(
                                        group,
                                        withMembers ? lookup.members(group) : List.of(),
                                        lookup.region().find(WarmPool.class, group.name())))
                        .toList(),
                page.next());
    }

    private static Predicate<AutoScalingGroup> matching(List<Filter> filters) {
        Predicate<AutoScalingGroup> all = group -> true;
        for (Filter filter : filters) {
            Predicate<PropagatedTag> tag = tagFilter(filter);
            all = all.and(group -> group.tags().stream().anyMatch(tag));
        }
        return all;
    }

    private static Predicate<PropagatedTag> tagFilter(Filter filter) {
        String name = filter.name() == null ? "" : filter.name();
        List<String> values = Present.orEmpty(filter.values());
        if (name.startsWith(TAG)) {
            String key = name.substring(TAG.length());
            return tag -> tag.key().equals(key) && values.contains(tag.value());
        }
        return switch (name) {
            case "tag-key" -> tag -> values.contains(tag.key());
            case "tag-value" -> tag -> values.contains(tag.value());
            default -> throw ApiFault.validation("Filter type " + name + " is not correct.");
        };
    }

    static AutoScalingInstancesType instances(
            World world, Call call, DescribeAutoScalingInstancesType input) {
        List<String> ids = Present.orEmpty(input.instanceIds());
        var lookup = new GroupLookup(world, call);
        List<Instance> all = ids.isEmpty() ? lookup.members() : lookup.members(ids);
        var page =
                Page.of(
                        all,
                        Instance::id,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new AutoScalingInstancesType(
                page.items().stream()
                        .map(m -> GroupShapes.details(m, isWeighted(lookup, m)))
                        .toList(),
                page.next());
    }

    private static boolean isWeighted(GroupLookup lookup, Instance member) {
        return lookup.find(GroupLookup.membership(member).group()).launchSource().isWeighted();
    }
}
