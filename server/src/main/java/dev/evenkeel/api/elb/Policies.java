package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPoliciesInput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPoliciesOutput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPolicyTypesInput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPolicyTypesOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import java.util.List;

/// The policies of Classic Load Balancers: none can be created, so there are none, nor types of
/// them.
final class Policies {
    private Policies() {}

    static DescribeLoadBalancerPoliciesOutput describe(
            World world, Call call, DescribeLoadBalancerPoliciesInput input) {
        if (input.loadBalancerName() != null) {
            Lookup.loadBalancer(world, call, input.loadBalancerName());
        }
        if (!orEmpty(input.policyNames()).isEmpty()) {
            throw new ApiFault(
                    ElbErrors.POLICY_NOT_FOUND,
                    "There is no policy with name " + orEmpty(input.policyNames()).getFirst());
        }
        return new DescribeLoadBalancerPoliciesOutput(List.of());
    }

    static DescribeLoadBalancerPolicyTypesOutput describeTypes(
            DescribeLoadBalancerPolicyTypesInput input) {
        if (!orEmpty(input.policyTypeNames()).isEmpty()) {
            throw new ApiFault(
                    ElbErrors.POLICY_TYPE_NOT_FOUND,
                    "There is no policy type with name "
                            + orEmpty(input.policyTypeNames()).getFirst());
        }
        return new DescribeLoadBalancerPolicyTypesOutput(List.of());
    }
}
