package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.scaling.TargetTrackingAlarms;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Method;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.model.ScalingPolicy.TargetTracking;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.DeletePolicyType;
import dev.evenkeel.wire.autoscaling.DescribePoliciesType;
import dev.evenkeel.wire.autoscaling.PoliciesType;
import dev.evenkeel.wire.autoscaling.PolicyARNType;
import dev.evenkeel.wire.autoscaling.PutScalingPolicyType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scaling policies, and the alarms target tracking keeps for itself.
final class Policies {
    private static final int MAX_POLICIES = 50;

    private Policies() {}

    static Decision<PolicyARNType> put(World world, Call call, PutScalingPolicyType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        String name = checkedName(input.policyName());
        Method method = PolicyMethods.method(input);
        requireOneActive(lookup.region(), group, name, method);
        boolean enabled = input.enabled() == null || input.enabled();
        Optional<ScalingPolicy> before =
                lookup.region().find(ScalingPolicy.class, ScalingPolicy.idOf(group.name(), name));
        if (before.isEmpty()) {
            requireRoom(lookup.region(), group);
        }
        ScalingPolicy bare =
                new ScalingPolicy(
                        before.map(ScalingPolicy::arn).orElseGet(() -> arn(call, group, name)),
                        call.scope(),
                        group.name(),
                        name,
                        enabled,
                        method,
                        before.map(ScalingPolicy::alarms).orElse(List.of()));
        return before.filter(old -> isSame(lookup.region(), old, method)).isPresent()
                ? kept(lookup.region(), bare)
                : replaced(lookup.region(), call, bare);
    }

    private static boolean isSame(World.Region region, ScalingPolicy old, Method method) {
        return old.method().equals(method)
                && switch (method) {
                    case TargetTracking tracking ->
                            TargetTrackingAlarms.areCurrent(region, old, tracking);
                    case ScalingPolicy.Simple _, ScalingPolicy.Step _, Predictive _ -> true;
                };
    }

    /// The same method keeps its alarms and what they have seen.
    private static Decision<PolicyARNType> kept(World.Region region, ScalingPolicy policy) {
        return new Decision<>(
                List.of(new Change.Put(policy)), answer(policy, region.all(Alarm.class)));
    }

    /// Another method needs other alarms, and another forecast.
    private static Decision<PolicyARNType> replaced(
            World.Region region, Call call, ScalingPolicy policy) {
        var changes = new ArrayList<Change>(withoutForecast(region, policy));
        for (String old : policy.alarms()) {
            changes.add(new Change.Remove(Key.of(Alarm.class, policy.scope(), old)));
        }
        List<Alarm> alarms = alarms(region, call, policy);
        alarms.forEach(alarm -> changes.add(new Change.Put(alarm)));
        ScalingPolicy next = policy.withAlarms(alarms.stream().map(Alarm::name).toList());
        changes.add(new Change.Put(next));
        return new Decision<>(changes, answer(next, alarms));
    }

    private static List<Alarm> alarms(World.Region region, Call call, ScalingPolicy policy) {
        return switch (policy.method()) {
            case TargetTracking tracking ->
                    TargetTrackingAlarms.of(region, policy, tracking, call.now(), call.random());
            case ScalingPolicy.Simple _, ScalingPolicy.Step _, Predictive _ -> List.of();
        };
    }

    private static PolicyARNType answer(ScalingPolicy policy, Collection<Alarm> alarms) {
        return new PolicyARNType(policy.arn().value(), PolicyShapes.alarms(policy, alarms));
    }

    private static List<Change> withoutForecast(World.Region region, ScalingPolicy policy) {
        return region.find(PredictiveForecast.class, policy.id()).stream()
                .<Change>map(forecast -> new Change.Remove(forecast.key()))
                .toList();
    }

    /// Many policies may forecast, but only one scales.
    private static void requireOneActive(
            World.Region region, AutoScalingGroup group, String name, Method method) {
        boolean isTaken =
                scales(method)
                        && of(region, group.name()).stream()
                                .anyMatch(p -> !p.name().equals(name) && scales(p.method()));
        if (isTaken) {
            throw ApiFault.validation(
                    "Only one predictive scaling policy of an Auto Scaling group can have the mode"
                            + " ForecastAndScale.");
        }
    }

    private static boolean scales(Method method) {
        return method instanceof Predictive predictive && predictive.scales();
    }

    private static String checkedName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiFault.validation("PolicyName is required.");
        }
        return name;
    }

    private static void requireRoom(World.Region region, AutoScalingGroup group) {
        if (of(region, group.name()).size() >= MAX_POLICIES) {
            throw new ApiFault(
                    AutoScalingErrors.LIMIT_EXCEEDED,
                    "You have reached the limit of " + MAX_POLICIES + " policies for the group.");
        }
    }

    private static Collection<ScalingPolicy> of(World.Region region, String group) {
        return region.withPrefix(ScalingPolicy.class, ScalingPolicy.prefix(group));
    }

    private static Arn arn(Call call, AutoScalingGroup group, String name) {
        return call.scope()
                .arn(
                        "autoscaling",
                        "scalingPolicy:"
                                + ResourceIds.uuid(call.random())
                                + ":autoScalingGroupName/"
                                + group.name()
                                + ":policyName/"
                                + name);
    }

    static PoliciesType describe(World world, Call call, DescribePoliciesType input) {
        var lookup = new GroupLookup(world, call);
        String group = input.autoScalingGroupName();
        Collection<ScalingPolicy> candidates =
                group == null
                        ? lookup.region().all(ScalingPolicy.class)
                        : of(lookup.region(), lookup.find(group).name());
        List<String> names = Present.orEmpty(input.policyNames());
        List<String> types = Present.orEmpty(input.policyTypes());
        List<ScalingPolicy> all =
                candidates.stream()
                        .filter(policy ->
                                names.isEmpty()
                                        || names.contains(policy.name())
                                        || names.contains(policy.arn().value()))
                        .filter(policy ->
                                types.isEmpty()
                                        || types.contains(PolicyShapes.type(policy.method())))
                        .toList();
        var page =
                Page.of(
                        all,
                        ScalingPolicy::id,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        var alarms = lookup.region().all(Alarm.class);
        return new PoliciesType(
                page.items().stream().map(policy -> PolicyShapes.shape(policy, alarms)).toList(),
                page.next());
    }

    static ScalingPolicy find(
            World.Region region, @Nullable String group, @Nullable String nameOrArn) {
        return region.all(ScalingPolicy.class).stream()
                .filter(policy -> group == null || policy.group().equals(group))
                .filter(policy ->
                        policy.arn().value().equals(nameOrArn)
                                || (group != null && policy.name().equals(nameOrArn)))
                .findFirst()
                .orElseThrow(() -> ApiFault.validation("Cannot find specified policy"));
    }

    /// Its own alarms go with it; others' only lose the action.
    static Decision<Nothing> delete(World world, Call call, DeletePolicyType input) {
        var lookup = new GroupLookup(world, call);
        if (input.autoScalingGroupName() != null) {
            lookup.find(input.autoScalingGroupName());
        }
        ScalingPolicy policy =
                find(lookup.region(), input.autoScalingGroupName(), input.policyName());
        var changes = new ArrayList<Change>();
        changes.add(new Change.Remove(policy.key()));
        changes.addAll(withoutForecast(lookup.region(), policy));
        for (Alarm alarm : lookup.region().all(Alarm.class)) {
            if (policy.alarms().contains(alarm.name())) {
                changes.add(new Change.Remove(alarm.key()));
            } else if (!PolicyShapes.alarms(policy, List.of(alarm)).isEmpty()) {
                changes.add(new Change.Put(without(alarm, policy.arn().value())));
            }
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static Alarm without(Alarm alarm, String arn) {
        var actions = alarm.actions();
        return alarm.withActions(
                new Alarm.Actions(
                        actions.enabled(),
                        without(actions.ok(), arn),
                        without(actions.alarm(), arn),
                        without(actions.insufficientData(), arn)));
    }

    private static List<String> without(List<String> all, String one) {
        return all.stream().filter(other -> !other.equals(one)).toList();
    }
}
