package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.SecurityGroup.Permission;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupEgressRequest;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupEgressResult;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupIngressRequest;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupIngressResult;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupRulesRequest;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupRulesResult;
import dev.evenkeel.wire.ec2.IpPermission;
import dev.evenkeel.wire.ec2.IpRange;
import dev.evenkeel.wire.ec2.ReferencedSecurityGroup;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupEgressRequest;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupEgressResult;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupIngressRequest;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupIngressResult;
import dev.evenkeel.wire.ec2.RevokedSecurityGroupRule;
import dev.evenkeel.wire.ec2.SecurityGroupRule;
import dev.evenkeel.wire.ec2.UserIdGroupPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Adds, removes and lists the rules of security groups. Stored and answered; the loopback network
/// does not filter.
final class SecurityGroupRules {
    private static final int MAX_RULES = 60;

    private static final Filters<SecurityGroupRule> FILTERS =
            new Filters<SecurityGroupRule>()
                    .byEach("group-id", rule -> Stream.ofNullable(rule.groupId()))
                    .byEach(
                            "security-group-rule-id",
                            rule -> Stream.ofNullable(rule.securityGroupRuleId()));

    private final World world;
    private final Call call;
    private final SecurityGroups groups;

    private SecurityGroupRules(World world, Call call) {
        this.world = world;
        this.call = call;
        groups = new SecurityGroups(world.in(call.scope()), world.site().network());
    }

    /// Which of a group's two lists is meant.
    private enum Way {
        IN,
        OUT;

        List<Permission> of(SecurityGroup group) {
            return this == IN ? group.ingress() : group.egress();
        }

        SecurityGroup with(SecurityGroup group, List<Permission> next) {
            return this == IN
                    ? group.withPermissions(next, group.egress())
                    : group.withPermissions(group.ingress(), next);
        }
    }

    static Decision<AuthorizeSecurityGroupIngressResult> authorizeIngress(
            World world, Call call, AuthorizeSecurityGroupIngressRequest input) {
        var rules = new SecurityGroupRules(world, call);
        SecurityGroup group = rules.groups.get(input.groupId(), input.groupName());
        Unsupported.refuse("TagSpecifications", input.tagSpecifications());
        List<IpPermission> bundles = Present.orEmpty(input.ipPermissions());
        if (bundles.isEmpty()) {
            bundles = List.of(simple(input));
        }
        List<Permission> added = rules.parse(bundles);
        return new Decision<>(
                add(Way.IN, group, added),
                new AuthorizeSecurityGroupIngressResult(true, rules.shapes(group, added, false)));
    }

    /// The older form: one rule, said by the request's own parameters.
    private static IpPermission simple(AuthorizeSecurityGroupIngressRequest input) {
        var bundle =
                IpPermission.builder()
                        .ipProtocol(input.ipProtocol())
                        .fromPort(input.fromPort())
                        .toPort(input.toPort());
        if (input.cidrIp() != null) {
            bundle.ipRanges(List.of(new IpRange(null, input.cidrIp())));
        }
        if (input.sourceSecurityGroupName() != null) {
            var pair = UserIdGroupPair.builder().groupName(input.sourceSecurityGroupName());
            bundle.userIdGroupPairs(List.of(pair.build()));
        }
        return bundle.build();
    }

    static Decision<AuthorizeSecurityGroupEgressResult> authorizeEgress(
            World world, Call call, AuthorizeSecurityGroupEgressRequest input) {
        var rules = new SecurityGroupRules(world, call);
        SecurityGroup group = rules.groups.get(input.groupId(), null);
        Unsupported.refuse("TagSpecifications", input.tagSpecifications());
        List<Permission> added = rules.parse(Present.orEmpty(input.ipPermissions()));
        return new Decision<>(
                add(Way.OUT, group, added),
                new AuthorizeSecurityGroupEgressResult(true, rules.shapes(group, added, true)));
    }

    private List<Permission> parse(List<IpPermission> bundles) {
        if (bundles.isEmpty()) {
            throw Ec2Faults.missing("IpPermissions");
        }
        return new Permissions(groups, call.random()).parse(bundles);
    }

    private static List<Change> add(Way way, SecurityGroup group, List<Permission> added) {
        var next = new ArrayList<>(way.of(group));
        for (Permission permission : added) {
            if (next.stream().anyMatch(old -> Permissions.isSame(old, permission))) {
                throw Permissions.duplicate(permission);
            }
        }
        next.addAll(added);
        if (next.size() > MAX_RULES) {
            throw new ApiFault(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.");
        }
        return List.of(new Change.Put(way.with(group, next)));
    }

    static Decision<RevokeSecurityGroupIngressResult> revokeIngress(
            World world, Call call, RevokeSecurityGroupIngressRequest input) {
        var rules = new SecurityGroupRules(world, call);
        SecurityGroup group = rules.groups.get(input.groupId(), input.groupName());
        List<IpPermission> bundles = Present.orEmpty(input.ipPermissions());
        boolean older =
                bundles.isEmpty() && Present.orEmpty(input.securityGroupRuleIds()).isEmpty();
        if (older) {
            bundles =
                    List.of(
                            simple(
                                    AuthorizeSecurityGroupIngressRequest.builder()
                                            .ipProtocol(input.ipProtocol())
                                            .fromPort(input.fromPort())
                                            .toPort(input.toPort())
                                            .cidrIp(input.cidrIp())
                                            .sourceSecurityGroupName(
                                                    input.sourceSecurityGroupName())
                                            .build()));
        }
        List<Permission> gone = rules.named(Way.IN, group, bundles, input.securityGroupRuleIds());
        return new Decision<>(
                remove(Way.IN, group, gone),
                new RevokeSecurityGroupIngressResult(true, List.of(), revoked(group, gone, false)));
    }

    static Decision<RevokeSecurityGroupEgressResult> revokeEgress(
            World world, Call call, RevokeSecurityGroupEgressRequest input) {
        var rules = new SecurityGroupRules(world, call);
        SecurityGroup group = rules.groups.get(input.groupId(), null);
        List<IpPermission> bundles = Present.orEmpty(input.ipPermissions());
        List<Permission> gone = rules.named(Way.OUT, group, bundles, input.securityGroupRuleIds());
        return new Decision<>(
                remove(Way.OUT, group, gone),
                new RevokeSecurityGroupEgressResult(true, List.of(), revoked(group, gone, true)));
    }

    /// The rules of the group that a request names, by id or by what they say.
    private List<Permission> named(
            Way way,
            SecurityGroup group,
            List<IpPermission> bundles,
            @Nullable List<String> ruleIds) {
        var named = new ArrayList<Permission>();
        for (String id : Present.orEmpty(ruleIds)) {
            named.add(
                    way.of(group).stream()
                            .filter(permission -> permission.ruleId().equals(id))
                            .findFirst()
                            .orElseThrow(() -> noRule(id)));
        }
        for (Permission gone : new Permissions(groups, call.random()).parse(bundles)) {
            named.add(
                    way.of(group).stream()
                            .filter(permission -> Permissions.isSame(permission, gone))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ApiFault(
                                            "InvalidPermission.NotFound",
                                            "The specified rule does not exist in this security"
                                                    + " group.")));
        }
        return named;
    }

    private static List<Change> remove(Way way, SecurityGroup group, List<Permission> gone) {
        var next = new ArrayList<>(way.of(group));
        next.removeAll(gone);
        return List.of(new Change.Put(way.with(group, next)));
    }

    private static List<RevokedSecurityGroupRule> revoked(
            SecurityGroup group, List<Permission> gone, boolean egress) {
        return gone.stream().map(rule -> Permissions.revoked(group, rule, egress)).toList();
    }

    private static ApiFault noRule(String id) {
        return new ApiFault(
                "InvalidSecurityGroupRuleId.NotFound",
                "The security group rule ID '" + id + "' does not exist");
    }

    static DescribeSecurityGroupRulesResult describe(
            World world, Call call, DescribeSecurityGroupRulesRequest input) {
        var rules = new SecurityGroupRules(world, call);
        List<String> ids = Present.orEmpty(input.securityGroupRuleIds());
        List<SecurityGroupRule> every = rules.groups.all().stream().flatMap(rules::of).toList();
        for (String id : ids) {
            if (every.stream().noneMatch(rule -> id.equals(idOf(rule)))) {
                throw noRule(id);
            }
        }
        List<SecurityGroupRule> all =
                every.stream()
                        .filter(rule -> ids.isEmpty() || ids.contains(idOf(rule)))
                        .filter(FILTERS.matching(input.filters()))
                        .sorted(Comparator.comparing(SecurityGroupRules::idOf))
                        .toList();
        var page =
                Listing.page(all, SecurityGroupRules::idOf, input.nextToken(), input.maxResults());
        return new DescribeSecurityGroupRulesResult(page.items(), page.next());
    }

    private static String idOf(SecurityGroupRule rule) {
        return rule.securityGroupRuleId() == null ? "" : rule.securityGroupRuleId();
    }

    private Stream<SecurityGroupRule> of(SecurityGroup group) {
        return Stream.concat(
                shapes(group, group.ingress(), false).stream(),
                shapes(group, group.egress(), true).stream());
    }

    private List<SecurityGroupRule> shapes(
            SecurityGroup group, List<Permission> permissions, boolean egress) {
        return permissions.stream().map(permission -> shape(group, permission, egress)).toList();
    }

    private SecurityGroupRule shape(SecurityGroup group, Permission permission, boolean egress) {
        String peer = permission.peer();
        var shape =
                SecurityGroupRule.builder()
                        .securityGroupRuleId(permission.ruleId())
                        .securityGroupRuleArn(
                                call.scope()
                                        .arn("ec2", "security-group-rule/" + permission.ruleId())
                                        .value())
                        .groupId(group.groupId())
                        .groupOwnerId(call.scope().account())
                        .isEgress(egress)
                        .ipProtocol(permission.protocol())
                        .fromPort(permission.fromPort())
                        .toPort(permission.toPort())
                        .description(Permissions.describe(permission))
                        .tags(List.of());
        if (SecurityGroups.isId(peer)) {
            shape.referencedGroupInfo(
                    ReferencedSecurityGroup.builder()
                            .groupId(peer)
                            .userId(call.scope().account())
                            .vpcId(world.site().network().vpcId())
                            .build());
        } else if (peer.contains(":")) {
            shape.cidrIpv6(peer);
        } else {
            shape.cidrIpv4(peer);
        }
        return shape.build();
    }
}
