package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupRules.DeletionProtection;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.DeleteAutoScalingGroupType;
import java.util.List;

/// Marks groups for deletion. The control room ends their instances and then removes them with all
/// that is theirs.
final class GroupDeletion {
    private GroupDeletion() {}

    static Decision<Nothing> decide(World world, Call call, DeleteAutoScalingGroupType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.find(input.autoScalingGroupName());
        if (group.deleting()) {
            return Decision.unchanged(Nothing.NOTHING);
        }
        requireUnprotected(group, Present.isTrue(input.forceDelete()));
        if (!Present.isTrue(input.forceDelete())) {
            requireIdle(lookup, group);
        }
        String words =
                group.capacity().desired() == 0
                        ? ""
                        : ChangeWords.deleted(call.now(), group.capacity());
        AutoScalingGroup next =
                group.edit().capacity(new Capacity(0, 0, 0)).lastChange(words).deleting().done();
        return new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
    }

    private static void requireUnprotected(AutoScalingGroup group, boolean forced) {
        DeletionProtection protection = group.rules().deletionProtection();
        boolean refused =
                switch (protection) {
                    case NONE -> false;
                    case FORCED -> forced;
                    case ALL -> true;
                };
        if (refused) {
            throw ApiFault.validation(
                    "You cannot delete AutoScalingGroup '"
                            + group.name()
                            + "' because its deletion protection is '"
                            + protection.word()
                            + "'.");
        }
    }

    private static void requireIdle(GroupLookup lookup, AutoScalingGroup group) {
        boolean active =
                lookup.region().by(Activity.class, group.name()).stream()
                        .anyMatch(activity -> activity.endedAt().isEmpty());
        if (active) {
            throw new ApiFault(
                    AutoScalingErrors.SCALING_ACTIVITY_IN_PROGRESS,
                    "You cannot delete an AutoScalingGroup while there are scaling activities in"
                            + " progress for that group.");
        }
        if (!lookup.members(group).isEmpty()) {
            throw new ApiFault(
                    AutoScalingErrors.RESOURCE_IN_USE,
                    "You cannot delete an AutoScalingGroup while there are instances or pending"
                            + " Spot instance request(s) still in the group.");
        }
    }
}
