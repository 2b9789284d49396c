package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.scaling.PolicyRun;
import dev.evenkeel.decide.scaling.PolicyRun.Fired;
import dev.evenkeel.decide.scaling.PolicyRun.Outcome;
import dev.evenkeel.decide.scaling.Trigger;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.ExecutePolicyType;
import java.util.List;
import java.util.OptionalDouble;

/// Runs a policy because a user says so, not an alarm.
final class PolicyExecution {
    private PolicyExecution() {}

    static Decision<Nothing> decide(World world, Call call, ExecutePolicyType input) {
        var lookup = new GroupLookup(world, call);
        if (input.autoScalingGroupName() != null) {
            lookup.find(input.autoScalingGroupName());
        }
        ScalingPolicy policy =
                Policies.find(lookup.region(), input.autoScalingGroupName(), input.policyName());
        AutoScalingGroup group = lookup.findToChange(policy.group());
        var fired = new Fired(policy, trigger(policy, input));
        return switch (PolicyRun.of(world, group, fired, call.now())) {
            case Outcome.Changed(AutoScalingGroup next) ->
                    new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
            case Outcome.Unchanged() -> Decision.unchanged(Nothing.NOTHING);
            case Outcome.Waiting() ->
                    throw new ApiFault(
                            AutoScalingErrors.SCALING_ACTIVITY_IN_PROGRESS,
                            "A scaling activity or cooldown of AutoScalingGroup '"
                                    + group.name()
                                    + "' is in progress and blocks this action.");
        };
    }

    private static Trigger trigger(ScalingPolicy policy, ExecutePolicyType input) {
        Double metric = input.metricValue();
        Double threshold = input.breachThreshold();
        return switch (policy.method()) {
            case ScalingPolicy.Simple _ -> {
                if (metric != null || threshold != null) {
                    throw ApiFault.validation(
                            "MetricValue and BreachThreshold are only valid for policies of type"
                                    + " StepScaling.");
                }
                boolean honors = Present.isTrue(input.honorCooldown());
                yield Trigger.request(policy.name(), OptionalDouble.empty(), 0, honors);
            }
            case ScalingPolicy.Step _ -> {
                if (metric == null || threshold == null) {
                    throw ApiFault.validation(
                            "MetricValue and BreachThreshold are required for policies of type"
                                    + " StepScaling.");
                }
                yield Trigger.request(policy.name(), OptionalDouble.of(metric), threshold, false);
            }
            case ScalingPolicy.TargetTracking _ ->
                    throw ApiFault.validation(
                            "Policies of type TargetTrackingScaling cannot be executed.");
            case ScalingPolicy.Predictive _ ->
                    throw ApiFault.validation(
                            "Policies of type PredictiveScaling cannot be executed.");
        };
    }
}
