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
        return region.all(Instance.class).stream()
                .filter(instance ->
                        instance.membership()
                                .filter(m -> m.lifecycle() != Lifecycle.TERMINATED)
                                .isPresent())
                .toList();
    }

    List<Instance> members(AutoScalingGroup group) {
        return members().stream()
                .filter(instance -> membership(instance).group().equals(group.name()))
                .toList();
    }

    /// A member of any group.
    Instance member(@Nullable String instanceId) {
        return members().stream()
                .filter(instance -> instance.id().equals(instanceId))
                .findFirst()
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
