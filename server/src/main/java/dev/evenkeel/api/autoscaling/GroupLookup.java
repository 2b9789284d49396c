package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds groups and their members.
final class GroupLookup {
    private static final String ARN_NAME = ":autoScalingGroupName/";

    private final World.Region region;

    GroupLookup(World world, Call call) {
        region = world.in(call.scope());
    }

    World.Region region() {
        return region;
    }

    AutoScalingGroup find(@Nullable String name) {
        String wanted = name == null ? "" : name;
        return region.find(AutoScalingGroup.class, wanted)
                .orElseThrow(() ->
                        ApiFault.validation(
                                "AutoScalingGroup name not found - AutoScalingGroup '"
                                        + wanted
                                        + "' not found"));
    }

    /// The groups with these names or ARNs, sorted by name; all of them if there are none.
    List<AutoScalingGroup> groups(List<String> names) {
        if (names.isEmpty()) {
            return List.copyOf(region.all(AutoScalingGroup.class));
        }
        return names.stream()
                .map(GroupLookup::plain)
                .distinct()
                .sorted()
                .flatMap(name -> region.find(AutoScalingGroup.class, name).stream())
                .filter(g -> names.contains(g.name()) || names.contains(g.arn().value()))
                .toList();
    }

    /// The name in an ARN, or a name as it is.
    private static String plain(String nameOrArn) {
        int end = nameOrArn.lastIndexOf(ARN_NAME);
        return end < 0 ? nameOrArn : nameOrArn.substring(end + ARN_NAME.length());
    }

    /// A group that is not on its way out.
    AutoScalingGroup findToChange(@Nullable String name) {
        AutoScalingGroup group = find(name);
        if (group.deleting()) {
            throw ApiFault.validation(
                    "AutoScalingGroup '" + group.name() + "' is pending deletion.");
        }
        return group;
    }

    /// Everything that belongs to a group now, sorted by instance id.
    List<Instance> members() {
        return region.all(Instance.class).stream().filter(GroupLookup::belongs).toList();
    }

    List<Instance> members(AutoScalingGroup group) {
        return region.by(Instance.class, Instance.memberOf(group.name())).stream()
                .filter(GroupLookup::belongs)
                .toList();
    }

    private static boolean belongs(Instance instance) {
        return instance.membership().filter(m -> m.lifecycle() != Lifecycle.TERMINATED).isPresent();
    }

    /// Those with these ids that are members of a group, sorted by them.
    List<Instance> members(List<String> ids) {
        return ids.stream()
                .distinct()
                .sorted()
                .flatMap(id -> region.find(Instance.class, id).stream())
                .filter(GroupLookup::belongs)
                .toList();
    }

    /// A member of any group.
    Instance member(@Nullable String instanceId) {
        return region.find(Instance.class, instanceId == null ? "" : instanceId)
                .filter(GroupLookup::belongs)
                .orElseThrow(() ->
                        ApiFault.validation(
                                "Instance Id not found - No managed instance found for"
                                        + " instance ID: "
                                        + instanceId));
    }

    Instance member(AutoScalingGroup group, String instanceId) {
        return members(group).stream()
                .filter(instance -> instance.id().equals(instanceId))
                .findFirst()
                .orElseThrow(() ->
                        ApiFault.validation(
                                "The instance "
                                        + instanceId
                                        + " is not part of Auto Scaling group "
                                        + group.name()
                                        + "."));
    }

    static GroupMembership membership(Instance member) {
        return member.membership().orElseThrow();
    }
}
