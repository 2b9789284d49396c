package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.isTrue;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Transform;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateRuleInput;
import dev.evenkeel.wire.elbv2.CreateRuleOutput;
import dev.evenkeel.wire.elbv2.DeleteRuleInput;
import dev.evenkeel.wire.elbv2.DeleteRuleOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.ModifyRuleInput;
import dev.evenkeel.wire.elbv2.ModifyRuleOutput;
import java.util.List;

/// Creating, changing and deleting the rules of an Application Load Balancer's listeners.
final class Rules {
    private Rules() {}

    static Decision<CreateRuleOutput> create(World world, Call call, CreateRuleInput input) {
        World.Region region = world.in(call.scope());
        Listener listener = Lookup.listener(region, requireNonNull(input.listenerArn()));
        checkTakesRules(listener);
        int priority = requireNonNull(input.priority());
        checkFree(region, listener, priority);
        checkQuota(region, listener);
        String prefix = listener.arn().sibling("listener-rule").value();
        var rule =
                new ListenerRule(
                        new Arn(prefix + "/" + ResourceIds.hex(16, call.random())),
                        call.scope(),
                        listener.arn(),
                        priority,
                        Conditions.of(input.conditions()),
                        Actions.of(ForwardTargets.of(region, listener), input.actions()),
                        Transforms.of(input.transforms()),
                        Tagging.of(input.tags()));
        return new Decision<>(
                List.of(new Change.Put(rule)), new CreateRuleOutput(List.of(RuleView.of(rule))));
    }

    private static void checkTakesRules(Listener listener) {
        if (!listener.protocol().isHttp()) {
            throw new ApiFault(
                    Elbv2Errors.UNSUPPORTED_PROTOCOL,
                    "Rules are not supported for listeners with the protocol '"
                            + listener.protocol()
                            + "'");
        }
    }

    private static void checkFree(World.Region region, Listener listener, int priority) {
        for (ListenerRule other : Lookup.rules(region, listener)) {
            if (other.priority() == priority) {
                throw new ApiFault(
                        Elbv2Errors.PRIORITY_IN_USE,
                        "Priority '" + priority + "' is currently in use");
            }
        }
    }

    /// The default rules of the listeners do not count.
    private static void checkQuota(World.Region region, Listener listener) {
        LoadBalancer lb = Lookup.loadBalancer(region, listener.loadBalancer().value());
        int rules =
                Lookup.listeners(region, lb).stream()
                        .mapToInt(one -> Lookup.rules(region, one).size())
                        .sum();
        Quota.RULES.check(
                rules + 1,
                Elbv2Errors.TOO_MANY_RULES,
                "The maximum number of rules has been reached on load balancer '" + lb.arn() + "'");
    }

    static Decision<ModifyRuleOutput> modify(World world, Call call, ModifyRuleInput input) {
        World.Region region = world.in(call.scope());
        ListenerRule rule = changeable(region, requireNonNull(input.ruleArn()));
        checkChanges(input);
        Listener listener = Lookup.listener(region, rule.listener().value());
        var changed =
                rule.deciding(
                        input.conditions() == null
                                ? rule.conditions()
                                : Conditions.of(input.conditions()),
                        input.actions() == null
                                ? rule.actions()
                                : Actions.of(ForwardTargets.of(region, listener), input.actions()),
                        transforms(rule, input));
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyRuleOutput(List.of(RuleView.of(changed))));
    }

    private static void checkChanges(ModifyRuleInput input) {
        boolean resets = isTrue(input.resetTransforms());
        if (input.transforms() != null && resets) {
            throw ApiFault.validation("You cannot specify both Transforms and ResetTransforms");
        }
        if (input.conditions() == null
                && input.actions() == null
                && input.transforms() == null
                && !resets) {
            throw ApiFault.validation("Either conditions or actions must be specified");
        }
    }

    private static List<Transform> transforms(ListenerRule rule, ModifyRuleInput input) {
        if (isTrue(input.resetTransforms())) {
            return List.of();
        }
        return input.transforms() == null ? rule.transforms() : Transforms.of(input.transforms());
    }

    static Decision<DeleteRuleOutput> delete(World world, Call call, DeleteRuleInput input) {
        ListenerRule rule = changeable(world.in(call.scope()), requireNonNull(input.ruleArn()));
        return new Decision<>(List.of(new Change.Remove(rule.key())), new DeleteRuleOutput());
    }

    /// A rule with this ARN that is not a listener's default rule.
    static ListenerRule changeable(World.Region region, String arn) {
        ArnKind.RULE.check(arn);
        boolean isDefault =
                region.find(Listener.class, RuleOrder.listenerOf(arn))
                        .filter(one -> RuleView.defaultArn(one).equals(arn))
                        .isPresent();
        if (isDefault) {
            throw new ApiFault(
                    Elbv2Errors.OPERATION_NOT_PERMITTED,
                    "Default rule '" + arn + "' cannot be modified or deleted");
        }
        return Lookup.rule(region, arn);
    }
}
