package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.autoscaling.AdjustmentType;
import dev.evenkeel.wire.autoscaling.DescribeAccountLimitsAnswer;
import dev.evenkeel.wire.autoscaling.DescribeAdjustmentTypesAnswer;
import dev.evenkeel.wire.autoscaling.DescribeTerminationPolicyTypesAnswer;
import java.util.Arrays;

/// What there is to choose from, and the limits.
final class Catalogue {
    private Catalogue() {}

    static DescribeAdjustmentTypesAnswer adjustmentTypes(World world, Call call, Nothing input) {
        return new DescribeAdjustmentTypesAnswer(
                Arrays.stream(ScalingPolicy.Adjustment.values())
                        .map(adjustment -> new AdjustmentType(adjustment.word()))
                        .toList());
    }

    static DescribeTerminationPolicyTypesAnswer terminationPolicyTypes(
            World world, Call call, Nothing input) {
        return new DescribeTerminationPolicyTypesAnswer(TerminationPolicies.PREDEFINED);
    }

    static DescribeAccountLimitsAnswer limits(World world, Call call, Nothing input) {
        var region = world.in(call.scope());
        return DescribeAccountLimitsAnswer.builder()
                .maxNumberOfAutoScalingGroups(GroupCreation.MAX_GROUPS)
                .maxNumberOfLaunchConfigurations(LaunchConfigurations.MAX_CONFIGURATIONS)
                .numberOfAutoScalingGroups(region.all(AutoScalingGroup.class).size())
                .numberOfLaunchConfigurations(region.all(LaunchConfiguration.class).size())
                .build();
    }
}
