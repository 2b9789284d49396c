package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.SecurityGroup.Permission;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.CreateSecurityGroupRequest;
import dev.evenkeel.wire.ec2.CreateSecurityGroupResult;
import dev.evenkeel.wire.ec2.DeleteSecurityGroupRequest;
import dev.evenkeel.wire.ec2.DeleteSecurityGroupResult;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupsRequest;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupsResult;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Creates, lists and deletes security groups.
final class SecurityGroupLife {
    private static final int MAX_GROUPS = 2500;
    private static final int MAX_NAME = 255;

    private SecurityGroupLife() {}

    static Decision<CreateSecurityGroupResult> create(
            World world, Call call, CreateSecurityGroupRequest input) {
        var groups = new SecurityGroups(world.in(call.scope()), world.site().network());
        String vpcId = world.site().network().vpcId();
        if (input.vpcId() != null && !input.vpcId().equals(vpcId)) {
            throw Ec2Faults.noVpc(input.vpcId());
        }
        String id = ResourceIds.ec2("sg", call.random());
        var everywhere =
                new Permission(
                        ResourceIds.ec2("sgr", call.random()), "-1", -1, -1, "0.0.0.0/0", "");
        var group =
                new SecurityGroup(
                        call.scope(),
                        id,
                        newName(groups, input, vpcId),
                        checkedDescription(input.description()),
                        List.of(),
                        List.of(everywhere),
                        TagShapes.tags(input.tagSpecifications(), "security-group"));
        return new Decision<>(
                List.of(new Change.Put(group)),
                CreateSecurityGroupResult.builder()
                        .groupId(id)
                        .securityGroupArn(arn(call, id))
                        .tags(TagShapes.shapes(group.tags()))
                        .build());
    }

    private static String newName(
            SecurityGroups groups, CreateSecurityGroupRequest input, String vpcId) {
        String name = input.groupName() == null ? "" : input.groupName();
        if (name.isEmpty() || name.length() > MAX_NAME || SecurityGroups.isId(name)) {
            throw Ec2Faults.invalid(
                    "Invalid value '"
                            + name
                            + "' for groupName. It must have 1 to 255 characters"
                            + " and not begin with sg-.");
        }
        if (name.equals("default")) {
            throw Ec2Faults.invalid("Cannot use reserved security group name: default");
        }
        if (groups.find(name).isPresent()) {
            throw new ApiFault(
                    "InvalidGroup.Duplicate",
                    "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
        }
        if (groups.all().size() >= MAX_GROUPS) {
            throw new ApiFault(
                    "SecurityGroupLimitExceeded",
                    "The maximum number of security groups has been reached.");
        }
        return name;
    }

    private static String checkedDescription(@Nullable String description) {
        if (description == null || description.isEmpty()) {
            throw Ec2Faults.missing("GroupDescription");
        }
        if (description.length() > MAX_NAME) {
            throw Ec2Faults.invalid(
                    "Invalid security group description. Valid descriptions are strings less than"
                            + " 256 characters from the following set: "
                            + " a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return description;
    }

    private static String arn(Call call, String id) {
        return call.scope().arn("ec2", "security-group/" + id).value();
    }

    static Decision<DeleteSecurityGroupResult> delete(
            World world, Call call, DeleteSecurityGroupRequest input) {
        var region = world.in(call.scope());
        var groups = new SecurityGroups(region, world.site().network());
        SecurityGroup group = groups.get(input.groupId(), input.groupName());
        if (groups.isDefault(group)) {
            throw new ApiFault(
                    "CannotDelete",
                    "the specified group: \""
                            + group.groupId()
                            + "\" name: \"default\" cannot be deleted by a user");
        }
        if (isUsed(region, group)) {
            throw new ApiFault(
                    "DependencyViolation",
                    "resource " + group.groupId() + " has a dependent object");
        }
        return new Decision<>(
                List.of(new Change.Remove(group.key())),
                new DeleteSecurityGroupResult(true, group.groupId()));
    }

    private static boolean isUsed(World.Region region, SecurityGroup group) {
        Stream<String> byInstances =
                region.all(Instance.class).stream()
                        .filter(instance -> instance.state() != Instance.State.TERMINATED)
                        .flatMap(instance -> instance.settings().securityGroups().stream());
        Stream<String> byBalancers =
                region.all(LoadBalancer.class).stream()
                        .flatMap(balancer -> balancer.securityGroups().stream());
        Stream<String> byClassic =
                region.all(ClassicLoadBalancer.class).stream()
                        .flatMap(balancer -> balancer.securityGroups().stream());
        Stream<String> byRules =
                region.all(SecurityGroup.class).stream()
                        .filter(other -> !other.groupId().equals(group.groupId()))
                        .flatMap(other ->
                                Stream.concat(other.ingress().stream(), other.egress().stream()))
                        .map(Permission::peer);
        return Stream.of(byInstances, byBalancers, byClassic, byRules)
                .flatMap(names -> names)
                .anyMatch(name -> name.equals(group.groupId()) || name.equals(group.name()));
    }

    static DescribeSecurityGroupsResult describe(
            World world, Call call, DescribeSecurityGroupsRequest input) {
        var groups = new SecurityGroups(world.in(call.scope()), world.site().network());
        var wanted =
                Stream.concat(
                                Present.orEmpty(input.groupIds()).stream()
                                        .map(id -> groups.get(id, null)),
                                Present.orEmpty(input.groupNames()).stream()
                                        .map(name -> groups.get(null, name)))
                        .map(SecurityGroup::groupId)
                        .toList();
        List<SecurityGroup> all =
                groups.all().stream()
                        .filter(group -> wanted.isEmpty() || wanted.contains(group.groupId()))
                        .filter(filters(world).matching(input.filters()))
                        .toList();
        var page = Listing.page(all, SecurityGroup::groupId, input.nextToken(), input.maxResults());
        return new DescribeSecurityGroupsResult(
                page.next(),
                page.items().stream().map(group -> shape(world, call, group)).toList());
    }

    private static Filters<SecurityGroup> filters(World world) {
        return new Filters<SecurityGroup>()
                .by("group-id", SecurityGroup::groupId)
                .by("group-name", SecurityGroup::name)
                .by("description", SecurityGroup::description)
                .by("owner-id", group -> group.scope().account())
                .by("vpc-id", group -> world.site().network().vpcId())
                .byEach(
                        "ip-permission.cidr",
                        group -> group.ingress().stream().map(Permission::peer))
                .byEach(
                        "ip-permission.group-id",
                        group -> group.ingress().stream().map(Permission::peer))
                .byEach(
                        "ip-permission.protocol",
                        group -> group.ingress().stream().map(Permission::protocol))
                .byTags(SecurityGroup::tags);
    }

    private static dev.evenkeel.wire.ec2.SecurityGroup shape(
            World world, Call call, SecurityGroup group) {
        String account = group.scope().account();
        return dev.evenkeel.wire.ec2.SecurityGroup.builder()
                .groupId(group.groupId())
                .groupName(group.name())
                .description(group.description())
                .ownerId(account)
                .vpcId(world.site().network().vpcId())
                .securityGroupArn(arn(call, group.groupId()))
                .ipPermissions(Permissions.shapes(group.ingress(), account))
                .ipPermissionsEgress(Permissions.shapes(group.egress(), account))
                .tags(TagShapes.shapes(group.tags()))
                .build();
    }
}
