package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;

/// Weighs members anew when their group is told other weights; those of a type that is named no
/// longer keep what they had.
public final class Weights {
    private Weights() {}

    /// The members of the group whose weight is another now, with that weight.
    public static List<Instance> changed(World world, AutoScalingGroup group) {
        return GroupView.of(world, group).members().stream()
                .map(member -> weighed(member, group))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Instance> weighed(Instance member, AutoScalingGroup group) {
        GroupMembership membership = GroupView.membership(member);
        int weight =
                group.launchSource()
                        .weightOf(InstanceType.of(member.settings()), membership.weight());
        return weight == membership.weight()
                ? Optional.empty()
                : Optional.of(member.withMembership(Optional.of(membership.withWeight(weight))));
    }
}
