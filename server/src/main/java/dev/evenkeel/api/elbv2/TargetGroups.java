package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateTargetGroupInput;
import dev.evenkeel.wire.elbv2.CreateTargetGroupOutput;
import dev.evenkeel.wire.elbv2.DeleteTargetGroupInput;
import dev.evenkeel.wire.elbv2.DeleteTargetGroupOutput;
import dev.evenkeel.wire.elbv2.DescribeTargetGroupAttributesInput;
import dev.evenkeel.wire.elbv2.DescribeTargetGroupAttributesOutput;
import dev.evenkeel.wire.elbv2.DescribeTargetGroupsInput;
import dev.evenkeel.wire.elbv2.DescribeTargetGroupsOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.ModifyTargetGroupAttributesInput;
import dev.evenkeel.wire.elbv2.ModifyTargetGroupAttributesOutput;
import dev.evenkeel.wire.elbv2.ModifyTargetGroupInput;
import dev.evenkeel.wire.elbv2.ModifyTargetGroupOutput;
import dev.evenkeel.wire.elbv2.TargetGroupAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Target groups: creating, showing, changing and deleting them, and their attributes.
final class TargetGroups {
    private TargetGroups() {}

    static Decision<CreateTargetGroupOutput> create(
            World world, Call call, CreateTargetGroupInput input) {
        TargetGroup wanted = TargetGroupRequest.of(world, call, input);
        World.Region region = world.in(call.scope());
        Optional<TargetGroup> existing = Lookup.targetGroupNamed(region, wanted.name());
        if (existing.isPresent()) {
            if (!TargetGroupRequest.asksFor(wanted, existing.get())) {
                throw new ApiFault(
                        Elbv2Errors.DUPLICATE_TARGET_GROUP_NAME,
                        "A target group with the same name '"
                                + wanted.name()
                                + "' exists, but with different settings");
            }
            return Decision.unchanged(
                    new CreateTargetGroupOutput(shown(world, region, List.of(existing.get()))));
        }
        Quota.TARGET_GROUPS.check(
                region.all(TargetGroup.class).size() + 1,
                Elbv2Errors.TOO_MANY_TARGET_GROUPS,
                "The maximum number of target groups has been reached");
        return new Decision<>(
                List.of(new Change.Put(wanted)),
                new CreateTargetGroupOutput(List.of(TargetGroupView.of(world, wanted, Set.of()))));
    }

    static DescribeTargetGroupsOutput describe(
            World world, Call call, DescribeTargetGroupsInput input) {
        World.Region region = world.in(call.scope());
        Page<TargetGroup> page =
                Page.of(
                        chosen(region, input),
                        TargetGroup::id,
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeTargetGroupsOutput(shown(world, region, page.items()), page.next());
    }

    private static List<dev.evenkeel.wire.elbv2.TargetGroup> shown(
            World world, World.Region region, Collection<TargetGroup> groups) {
        TargetGroupUse usage = TargetGroupUse.in(region);
        return groups.stream()
                .map(group -> TargetGroupView.of(world, group, usage.loadBalancersOf(group.arn())))
                .toList();
    }

    private static List<TargetGroup> chosen(World.Region region, DescribeTargetGroupsInput input) {
        List<String> arns = orEmpty(input.targetGroupArns());
        List<String> names = orEmpty(input.names());
        var chosen = new ArrayList<TargetGroup>();
        arns.forEach(arn -> chosen.add(Lookup.targetGroup(region, arn)));
        names.forEach(name -> chosen.add(named(region, name)));
        if (input.loadBalancerArn() != null) {
            LoadBalancer lb = Lookup.loadBalancer(region, input.loadBalancerArn());
            for (Arn arn : TargetGroupUse.in(region).groupsOf(lb.arn())) {
                region.find(TargetGroup.class, arn.value()).ifPresent(chosen::add);
            }
        } else if (arns.isEmpty() && names.isEmpty()) {
            return List.copyOf(region.all(TargetGroup.class));
        }
        return chosen.stream().distinct().sorted(Comparator.comparing(TargetGroup::id)).toList();
    }

    private static TargetGroup named(World.Region region, String name) {
        return Lookup.targetGroupNamed(region, name)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.TARGET_GROUP_NOT_FOUND,
                                "One or more target groups not found"));
    }

    static Decision<ModifyTargetGroupOutput> modify(
            World world, Call call, ModifyTargetGroupInput input) {
        World.Region region = world.in(call.scope());
        TargetGroup group = Lookup.targetGroup(region, requireNonNull(input.targetGroupArn()));
        TargetGroup changed =
                group.withHealthCheck(
                        HealthCheckRequest.of(input)
                                .changing(
                                        group.healthCheck(),
                                        group.protocol(),
                                        group.protocolVersion()));
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyTargetGroupOutput(shown(world, region, List.of(changed))));
    }

    /// Takes its targets with it. One that is gone already is no mistake.
    static Decision<DeleteTargetGroupOutput> delete(
            World world, Call call, DeleteTargetGroupInput input) {
        String arn = requireNonNull(input.targetGroupArn());
        ArnKind.TARGET_GROUP.check(arn);
        World.Region region = world.in(call.scope());
        var changes = new ArrayList<Change>();
        region.find(TargetGroup.class, arn)
                .ifPresent(group -> changes.addAll(without(region, group)));
        return new Decision<>(changes, new DeleteTargetGroupOutput());
    }

    private static List<Change> without(World.Region region, TargetGroup group) {
        if (!TargetGroupUse.in(region).loadBalancersOf(group.arn()).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.RESOURCE_IN_USE,
                    "Target group '"
                            + group.arn()
                            + "' is currently in use by a listener or a rule");
        }
        var changes = new ArrayList<Change>();
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            changes.add(new Change.Remove(target.key()));
        }
        changes.add(new Change.Remove(group.key()));
        return changes;
    }

    static DescribeTargetGroupAttributesOutput attributes(
            World world, Call call, DescribeTargetGroupAttributesInput input) {
        TargetGroup group =
                Lookup.targetGroup(world.in(call.scope()), requireNonNull(input.targetGroupArn()));
        return new DescribeTargetGroupAttributesOutput(all(group));
    }

    static Decision<ModifyTargetGroupAttributesOutput> modifyAttributes(
            World world, Call call, ModifyTargetGroupAttributesInput input) {
        TargetGroup group =
                Lookup.targetGroup(world.in(call.scope()), requireNonNull(input.targetGroupArn()));
        var wanted = new TreeMap<String, String>();
        for (TargetGroupAttribute attribute : orEmpty(input.attributes())) {
            String value = attribute.value();
            wanted.put(String.valueOf(attribute.key()), value == null ? "" : value);
        }
        AttributeTable.TARGET_GROUP.check(TargetGroupView.kind(group), wanted);
        TargetGroup changed = group.withAttributes(group.attributes().with(wanted));
        TargetGroupRules.check(changed.attributes());
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyTargetGroupAttributesOutput(all(changed)));
    }

    private static List<TargetGroupAttribute> all(TargetGroup group) {
        boolean byAddress = group.targetType() == TargetGroup.TargetType.IP;
        var initials = Map.of("preserve_client_ip.enabled", Boolean.toString(!byAddress));
        return AttributeTable.TARGET_GROUP
                .effective(TargetGroupView.kind(group), group.attributes(), initials)
                .entrySet()
                .stream()
                .map(one -> new TargetGroupAttribute(one.getKey(), one.getValue()))
                .toList();
    }
}
