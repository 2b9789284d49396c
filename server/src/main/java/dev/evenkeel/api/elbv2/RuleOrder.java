package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.DescribeRulesInput;
import dev.evenkeel.wire.elbv2.DescribeRulesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.Rule;
import dev.evenkeel.wire.elbv2.RulePriorityPair;
import dev.evenkeel.wire.elbv2.SetRulePrioritiesInput;
import dev.evenkeel.wire.elbv2.SetRulePrioritiesOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of a listener in the order they are tried, and how to change that order.
final class RuleOrder {
    private static final Comparator<Rule> BY_PLACE = Comparator.comparing(RuleOrder::place);

    private RuleOrder() {}

    static DescribeRulesOutput describe(World world, Call call, DescribeRulesInput input) {
        Page<Rule> page =
                Page.of(
                        chosen(world.in(call.scope()), input),
                        RuleOrder::place,
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeRulesOutput(page.items(), page.next());
    }

    private static List<Rule> chosen(World.Region region, DescribeRulesInput input) {
        List<String> arns = orEmpty(input.ruleArns());
        if ((input.listenerArn() == null) == arns.isEmpty()) {
            throw ApiFault.validation(
                    "You must specify either listener rule ARNs or a listener ARN");
        }
        if (input.listenerArn() == null) {
            return arns.stream()
                    .distinct()
                    .map(arn -> shown(region, arn))
                    .sorted(BY_PLACE)
                    .toList();
        }
        Listener listener = Lookup.listener(region, input.listenerArn());
        var rules = new ArrayList<Rule>();
        Lookup.rules(region, listener).forEach(rule -> rules.add(RuleView.of(rule)));
        rules.add(RuleView.defaultOf(listener));
        return rules;
    }

    private static Rule shown(World.Region region, String arn) {
        ArnKind.RULE.check(arn);
        Optional<ListenerRule> rule = region.find(ListenerRule.class, arn);
        return rule.map(RuleView::of)
                .or(() ->
                        region.find(Listener.class, listenerOf(arn))
                                .filter(one -> RuleView.defaultArn(one).equals(arn))
                                .map(RuleView::defaultOf))
                .orElseThrow(Lookup::noSuchRule);
    }

    /// The ARN of the listener a rule's ARN was made from.
    static String listenerOf(String ruleArn) {
        return new Arn(ruleArn.substring(0, ruleArn.lastIndexOf('/'))).sibling("listener").value();
    }

    /// Sorts as the rules are tried: by priority, the default rule last.
    private static String place(Rule rule) {
        String priority = String.valueOf(rule.priority());
        String padded = "0".repeat(Math.max(0, 5 - priority.length())) + priority;
        return padded + " " + rule.ruleArn();
    }

    static Decision<SetRulePrioritiesOutput> set(
            World world, Call call, SetRulePrioritiesInput input) {
        World.Region region = world.in(call.scope());
        Map<String, ListenerRule> moved = moved(region, orEmpty(input.rulePriorities()));
        checkOneListener(moved);
        checkPrioritiesFree(region, moved);
        var changes = new ArrayList<Change>();
        moved.values().forEach(rule -> changes.add(new Change.Put(rule)));
        return new Decision<>(
                changes,
                new SetRulePrioritiesOutput(
                        moved.values().stream().map(RuleView::of).sorted(BY_PLACE).toList()));
    }

    private static Map<String, ListenerRule> moved(
            World.Region region, List<RulePriorityPair> pairs) {
        var moved = new LinkedHashMap<String, ListenerRule>();
        var priorities = new HashSet<Integer>();
        for (RulePriorityPair pair : pairs) {
            if (pair.ruleArn() == null || pair.priority() == null) {
                throw ApiFault.validation("A rule ARN and a priority must be specified");
            }
            ListenerRule rule = Rules.changeable(region, requireNonNull(pair.ruleArn()));
            if (!priorities.add(pair.priority())) {
                throw ApiFault.validation(
                        "Priority '" + pair.priority() + "' was provided multiple times");
            }
            if (moved.put(rule.id(), rule.withPriority(pair.priority())) != null) {
                throw ApiFault.validation("Rule '" + rule.id() + "' was provided multiple times");
            }
        }
        return moved;
    }

    private static void checkOneListener(Map<String, ListenerRule> moved) {
        if (moved.values().stream().map(ListenerRule::listener).distinct().count() > 1) {
            throw ApiFault.validation("All rules must belong to the same listener");
        }
    }

    private static void checkPrioritiesFree(World.Region region, Map<String, ListenerRule> moved) {
        for (ListenerRule rule : moved.values()) {
            Listener listener = Lookup.listener(region, rule.listener().value());
            for (ListenerRule other : Lookup.rules(region, listener)) {
                if (other.priority() == rule.priority() && !moved.containsKey(other.id())) {
                    throw new ApiFault(
                            Elbv2Errors.PRIORITY_IN_USE,
                            "Priority '" + rule.priority() + "' is currently in use");
                }
            }
        }
    }
}
