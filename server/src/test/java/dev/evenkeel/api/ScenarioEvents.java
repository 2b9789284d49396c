package dev.evenkeel.api;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens in a scenario besides requests: things that other services, the control loop or an
/// operator would do.
final class ScenarioEvents {
    private ScenarioEvents() {}

    static List<Change> changes(World world, Instant now, List<String> words) {
        String what = words.getFirst();
        String name = words.get(1);
        return switch (what) {
            case "outage" -> List.of(new Change.Put(new ZoneOutage(Scenario.HOME, name, now)));
            case "is" -> List.of(new Change.Put(inState(world, now, name, words.get(2))));
            case "alb" -> List.of(new Change.Put(loadBalancer(world, now, name)));
            case "classic" -> List.of(new Change.Put(classic(world, now, name)));
            case "target-group" -> List.of(new Change.Put(targetGroup(name)));
            case "instance" -> List.of(new Change.Put(instance(world, now, name, words.get(2))));
            case "cooldown" -> List.of(new Change.Put(coolingDown(world, now, words)));
            case "target" -> List.of(new Change.Put(target(now, name, words.get(2))));
            case "member" -> List.of(new Change.Put(member(world, now, name, words.get(2))));
            default -> throw new IllegalArgumentException("no such event: " + what);
        };
    }

    private static LoadBalancer loadBalancer(World world, Instant now, String name) {
        return new LoadBalancer(
                Scenario.HOME.arn(
                        "elasticloadbalancing", "loadbalancer/app/" + name + "/50dc6c495c0c9188"),
                Scenario.HOME,
                name,
                LoadBalancer.Type.APPLICATION,
                false,
                LoadBalancer.State.ACTIVE,
                now,
                name + ".elb.localhost",
                nodes(world),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private static List<LoadBalancerNode> nodes(World world) {
        var subnet = world.site().network().subnets().getFirst();
        String address =
                world.site().network().freeAddresses(world, subnet, 1).orElseThrow().getFirst();
        String end = address.substring(address.lastIndexOf('.') + 1);
        return List.of(
                new LoadBalancerNode(
                        subnet.zone(), subnet.subnetId(), address, "eni-0000000000000000" + end));
    }

    private static ClassicLoadBalancer classic(World world, Instant now, String name) {
        var check =
                new ClassicLoadBalancer.ClassicHealthCheck(
                        Protocol.TCP, 80, "", Duration.ofSeconds(30), Duration.ofSeconds(5), 2, 10);
        return new ClassicLoadBalancer(
                Scenario.HOME,
                name,
                false,
                now,
                name + ".elb.localhost",
                List.of(),
                nodes(world),
                List.of(),
                check,
                List.of(),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    static Arn targetGroupArn(String name) {
        return Scenario.HOME.arn(
                "elasticloadbalancing", "targetgroup/" + name + "/73e2d6bc24d8a067");
    }

    private static TargetGroup targetGroup(String name) {
        var check =
                new HealthCheck(
                        true,
                        Protocol.HTTP,
                        Optional.empty(),
                        "/",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        5,
                        2,
                        "200");
        return new TargetGroup(
                targetGroupArn(name),
                Scenario.HOME,
                name,
                Protocol.HTTP,
                "HTTP1",
                80,
                TargetGroup.TargetType.INSTANCE,
                check,
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private static Instance instance(World world, Instant now, String id, String zone) {
        var subnet = world.site().network().subnetOf(zone).orElseThrow();
        String address =
                world.site().network().freeAddresses(world, subnet, 1).orElseThrow().getFirst();
        return new Instance(
                new InstanceId(id),
                Scenario.HOME,
                "r-0000000000000000a",
                new Instance.Placement(zone, subnet.subnetId(), address, "eni-0000000000000000a"),
                InstanceSettings.EMPTY,
                now,
                Instance.State.RUNNING,
                "",
                Optional.empty(),
                Optional.empty(),
                Tags.NONE);
    }

    /// What the control loop does: lets an instance be `running`, `stopped` or whatever comes next.
    private static Instance inState(World world, Instant now, String id, String word) {
        Instance instance = world.in(Scenario.HOME).find(Instance.class, id).orElseThrow();
        for (Instance.State state : Instance.State.values()) {
            if (state.word().equals(word)) {
                return state == Instance.State.TERMINATED
                        ? instance.terminated(now)
                        : instance.withState(state, instance.stateReason());
            }
        }
        throw new IllegalArgumentException("no state " + word);
    }

    /// What the health checks would report: `GROUP TARGET PORT healthy`, or the reason why not.
    static World observed(World world, List<String> words) {
        var target = new TargetRef(words.get(1), words.get(2), Integer.parseInt(words.get(3)));
        TargetHealth verdict =
                words.get(4).equals("healthy")
                        ? TargetHealth.HEALTHY
                        : new TargetHealth(
                                TargetHealth.State.UNHEALTHY,
                                words.get(4),
                                String.join(" ", words.subList(5, words.size())));
        return world.observing(target, verdict);
    }

    private static AutoScalingGroup coolingDown(World world, Instant now, List<String> words) {
        var group =
                world.in(Scenario.HOME).find(AutoScalingGroup.class, words.get(1)).orElseThrow();
        var length = Duration.parse("PT" + words.get(2));
        return group.edit().cooldown(new AutoScalingGroup.Cooldown(now, length)).done();
    }

    static Target target(Instant now, String targetGroup, String instanceId) {
        return new Target(
                targetGroupArn(targetGroup),
                Scenario.HOME,
                instanceId,
                80,
                Optional.empty(),
                now,
                Optional.empty());
    }

    /// A mixed group's template.
    private static LaunchSource.Single single(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Single single -> single;
            case LaunchSource.Mixed mixed -> mixed.template();
        };
    }

    /// What the control loop does: a running member of a group, in service.
    private static Instance member(World world, Instant now, String id, String groupName) {
        var group = world.in(Scenario.HOME).find(AutoScalingGroup.class, groupName).orElseThrow();
        var subnet = world.site().network().subnets().getFirst();
        String address =
                world.site().network().freeAddresses(world, subnet, 1).orElseThrow().getFirst();
        var membership =
                new GroupMembership(
                        groupName,
                        GroupMembership.Lifecycle.IN_SERVICE,
                        now,
                        Optional.of(single(group.launchSource())),
                        Optional.of(now),
                        "",
                        group.newInstancesProtected(),
                        "",
                        1);
        return new Instance(
                new InstanceId(id),
                Scenario.HOME,
                "r-0000000000000000a",
                new Instance.Placement(
                        subnet.zone(), subnet.subnetId(), address, "eni-0000000000000000a"),
                settings(world, group),
                now,
                Instance.State.RUNNING,
                "",
                Optional.empty(),
                Optional.of(membership),
                Tags.NONE);
    }

    /// Members look like the launch configuration of their group; of templates nothing is taken.
    private static InstanceSettings settings(World world, AutoScalingGroup group) {
        return group.launchSource() instanceof LaunchSource.Configuration(String name)
                ? world.in(Scenario.HOME)
                        .find(LaunchConfiguration.class, name)
                        .orElseThrow()
                        .settings()
                : ofTemplate(world, group.launchSource());
    }

    /// Only members of mixed groups are more than a label.
    private static InstanceSettings ofTemplate(World world, LaunchSource source) {
        return switch (source) {
            case LaunchSource.Single _ -> InstanceSettings.EMPTY;
            case LaunchSource.Mixed mixed ->
                    world.in(Scenario.HOME)
                            .find(
                                    LaunchTemplateVersion.class,
                                    LaunchTemplateVersion.idOf(mixed.template().templateId(), 1))
                            .orElseThrow()
                            .settings();
        };
    }
}
