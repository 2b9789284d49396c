package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.model.Scope;
import dev.evenkeel.wire.Present;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what a group chooses who goes: AWS's own policies, and before them a function of the group's
/// account and region.
final class TerminationPolicies {
    static final List<String> PREDEFINED =
            List.of(
                    "AllocationStrategy",
                    "ClosestToNextInstanceHour",
                    "Default",
                    "NewestInstance",
                    "OldestInstance",
                    "OldestLaunchConfiguration",
                    "OldestLaunchTemplate");
    private static final String USUAL = "Default";

    private TerminationPolicies() {}

    static List<String> of(Scope scope, List<String> now, @Nullable List<String> asked) {
        List<String> policies = Present.orEmpty(asked);
        if (policies.isEmpty()) {
            return now.isEmpty() ? List.of(USUAL) : now;
        }
        for (int place = 0; place < policies.size(); place++) {
            check(scope, policies.get(place), place);
        }
        return policies;
    }

    private static void check(Scope scope, String policy, int place) {
        if (PREDEFINED.contains(policy)) {
            return;
        }
        if (!policy.startsWith("arn:")) {
            throw ApiFault.validation("Termination policy " + policy + " is not supported.");
        }
        if (policy.endsWith(":$LATEST")) {
            throw ApiFault.validation(
                    "Lambda function ARN " + policy + " must not have the suffix $LATEST.");
        }
        if (!FunctionArn.isFunctionArn(policy)) {
            throw ApiFault.validation("Invalid Lambda function ARN: " + policy);
        }
        if (!new FunctionArn(policy).scope().equals(scope)) {
            throw ApiFault.validation(
                    "Lambda function "
                            + policy
                            + " is not in the account and Region of the Auto Scaling group.");
        }
        if (place > 0) {
            throw ApiFault.validation(
                    "Only one Lambda function can be specified in the termination policies, and it"
                            + " must be the first.");
        }
    }
}
