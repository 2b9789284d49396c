package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ec2.Images;
import dev.evenkeel.api.ec2.Zones;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.wire.autoscaling.AutoScalingInstanceDetails;
import dev.evenkeel.wire.autoscaling.SuspendedProcess;
import dev.evenkeel.wire.autoscaling.TrafficSourceIdentifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Groups and their members as the API shows them.
final class GroupShapes {
    private GroupShapes() {}

    static dev.evenkeel.wire.autoscaling.AutoScalingGroup shape(
            AutoScalingGroup group, List<Instance> all, Optional<WarmPool> pool) {
        List<Instance> members = all.stream().filter(m -> !WarmPools.isWarm(m)).toList();
        var capacity = group.capacity();
        return dev.evenkeel.wire.autoscaling.AutoScalingGroup.builder()
                .autoScalingGroupName(group.name())
                .autoScalingGroupARN(group.arn().value())
                .launchConfigurationName(LaunchSources.configurationName(group.launchSource()))
                .launchTemplate(LaunchSources.shape(group.launchSource()))
                .mixedInstancesPolicy(MixedPolicies.shape(group.launchSource()))
                .minSize(capacity.min())
                .maxSize(capacity.max())
                .desiredCapacity(capacity.desired())
                .defaultCooldown(seconds(group.defaultCooldown()))
                .defaultInstanceWarmup(group.defaultWarmup().map(GroupShapes::seconds).orElse(null))
                .availabilityZones(group.zones())
                .availabilityZoneIds(group.zones().stream().map(Zones::idOf).toList())
                .vpcZoneIdentifier(String.join(",", group.subnets()))
                .loadBalancerNames(group.traffic().classicLoadBalancers())
                .targetGroupARNs(group.traffic().targetGroups().stream().map(Arn::value).toList())
                .trafficSources(sources(group.traffic()))
                .healthCheckType(GroupOptions.healthWord(group.health()))
                .healthCheckGracePeriod(seconds(group.health().gracePeriod()))
                .warmPoolConfiguration(pool.map(WarmPools::shape).orElse(null))
                .warmPoolSize(pool.isPresent() ? all.size() - members.size() : null)
                .instances(
                        members.stream()
                                .map(m -> member(m, group.launchSource().isWeighted()))
                                .toList())
                .createdTime(group.createdAt())
                .suspendedProcesses(
                        group.suspendedProcesses().stream()
                                .map(process -> new SuspendedProcess(process, "User suspended"))
                                .toList())
                .enabledMetrics(MetricsCollection.enabled(group))
                .status(group.deleting() ? "Delete in progress" : null)
                .tags(GroupTags.shapes(group))
                .terminationPolicies(group.terminationPolicies())
                .newInstancesProtectedFromScaleIn(group.newInstancesProtected())
                .serviceLinkedRoleARN(serviceRole(group.scope()))
                .capacityRebalance(group.rules().capacityRebalance())
                .maxInstanceLifetime(
                        group.rules().maxLifetime().map(GroupShapes::seconds).orElse(null))
                .instanceMaintenancePolicy(LifeRules.maintenance(group.rules()))
                .deletionProtection(group.rules().deletionProtection().word())
                .availabilityZoneDistribution(LifeRules.distribution(group.rules()))
                .availabilityZoneImpairmentPolicy(LifeRules.impairment(group.rules()))
                .instanceLifecyclePolicy(LifeRules.lifecycle(group.rules()))
                .build();
    }

    private static List<TrafficSourceIdentifier> sources(AutoScalingGroup.Traffic traffic) {
        var sources = new ArrayList<TrafficSourceIdentifier>();
        for (Arn arn : traffic.targetGroups()) {
            sources.add(new TrafficSourceIdentifier(arn.value(), TrafficNames.TARGET_GROUP));
        }
        for (String name : traffic.classicLoadBalancers()) {
            sources.add(new TrafficSourceIdentifier(name, TrafficNames.CLASSIC));
        }
        return sources;
    }

    /// The role AWS makes by itself; nothing here needs it.
    static String serviceRole(Scope scope) {
        return "arn:aws:iam::"
                + scope.account()
                + ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }

    static dev.evenkeel.wire.autoscaling.Instance member(Instance instance, boolean isWeighted) {
        AutoScalingInstanceDetails details = details(instance, isWeighted);
        return dev.evenkeel.wire.autoscaling.Instance.builder()
                .instanceId(details.instanceId())
                .instanceType(details.instanceType())
                .availabilityZone(details.availabilityZone())
                .availabilityZoneId(details.availabilityZoneId())
                .lifecycleState(details.lifecycleState())
                .healthStatus(healthWord(instance))
                .launchConfigurationName(details.launchConfigurationName())
                .launchTemplate(details.launchTemplate())
                .imageId(details.imageId())
                .protectedFromScaleIn(details.protectedFromScaleIn())
                .weightedCapacity(details.weightedCapacity())
                .build();
    }

    private static String healthWord(Instance member) {
        return GroupLookup.membership(member).isHealthy() ? "Healthy" : "Unhealthy";
    }

    /// DescribeAutoScalingInstances writes the health in capitals. Weights are told where types
    /// have some.
    static AutoScalingInstanceDetails details(Instance member, boolean isWeighted) {
        GroupMembership membership = GroupLookup.membership(member);
        @Nullable LaunchSource source = membership.launchedFrom().orElse(null);
        return AutoScalingInstanceDetails.builder()
                .instanceId(member.id())
                .instanceType(InstanceType.of(member.settings()))
                .autoScalingGroupName(membership.group())
                .availabilityZone(member.placement().zone())
                .availabilityZoneId(Zones.idOf(member.placement().zone()))
                .lifecycleState(membership.lifecycle().word())
                .healthStatus(membership.isHealthy() ? "HEALTHY" : "UNHEALTHY")
                .launchConfigurationName(
                        source == null ? null : LaunchSources.configurationName(source))
                .launchTemplate(source == null ? null : LaunchSources.shape(source))
                .imageId(member.settings().imageId().orElse(Images.PROCESS_IMAGE))
                .protectedFromScaleIn(membership.protectedFromScaleIn())
                .weightedCapacity(isWeighted ? Integer.toString(membership.weight()) : null)
                .build();
    }
}
