package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.AutoScalingGroup.HealthPolicy;
import dev.evenkeel.model.AutoScalingGroup.Traffic;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.CreateAutoScalingGroupType;
import dev.evenkeel.wire.autoscaling.UpdateAutoScalingGroupType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates groups.
final class GroupCreation {
    static final int MAX_GROUPS = 500;
    private static final int MAX_NAME = 255;
    private static final HealthPolicy USUAL_HEALTH = new HealthPolicy(false, Duration.ZERO);

    private GroupCreation() {}

    static Decision<Nothing> decide(World world, Call call, CreateAutoScalingGroupType input) {
        var region = world.in(call.scope());
        String name = newName(region, input.autoScalingGroupName());
        refuseUnsupported(call, input);
        Capacity capacity =
                Sizes.created(input.minSize(), input.maxSize(), input.desiredCapacity());
        GroupZones places =
                GroupZones.asked(
                                world,
                                input.availabilityZones(),
                                input.availabilityZoneIds(),
                                input.vpcZoneIdentifier())
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "At least one Availability Zone or VPC Subnet is"
                                                + " required."));
        var group =
                new AutoScalingGroup(
                        call.scope()
                                .arn(
                                        "autoscaling",
                                        "autoScalingGroup:"
                                                + ResourceIds.uuid(call.random())
                                                + ":autoScalingGroupName/"
                                                + name),
                        call.scope(),
                        name,
                        capacity,
                        source(world, region, input),
                        places.zones(),
                        places.subnets(),
                        traffic(region, input),
                        GroupOptions.health(
                                USUAL_HEALTH,
                                input.healthCheckType(),
                                input.healthCheckGracePeriod()),
                        GroupOptions.cooldown(GroupOptions.USUAL_COOLDOWN, input.defaultCooldown()),
                        GroupOptions.warmup(Optional.empty(), input.defaultInstanceWarmup()),
                        TerminationPolicies.of(
                                call.scope(), List.of(), input.terminationPolicies()),
                        Present.isTrue(input.newInstancesProtectedFromScaleIn()),
                        Set.of(),
                        call.now(),
                        false,
                        GroupTags.merged(List.of(), input.tags()),
                        Cooldown.NONE,
                        capacity.desired() == 0 ? "" : ChangeWords.created(call.now(), capacity),
                        LifeRules.of(GroupRules.NONE, asUpdate(input)));
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(group));
        changes.addAll(LifecycleHooks.created(group, input.lifecycleHookSpecificationList()));
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static LaunchSource source(
            World world, World.Region region, CreateAutoScalingGroupType input) {
        return new LaunchSources(world, region)
                .chosen(
                        input.launchConfigurationName(),
                        input.launchTemplate(),
                        input.mixedInstancesPolicy(),
                        Optional.empty())
                .orElseThrow(() ->
                        ApiFault.validation(
                                "Valid requests must contain either LaunchTemplate,"
                                        + " LaunchConfigurationName, InstanceId or"
                                        + " MixedInstancesPolicy parameter."));
    }

    private static Traffic traffic(World.Region region, CreateAutoScalingGroupType input) {
        var names = new TrafficNames(region);
        Traffic sources = TrafficNames.named(input.trafficSources());
        Traffic named = TrafficNames.named(input.targetGroupARNs(), input.loadBalancerNames());
        return names.existing(TrafficNames.plus(named, sources));
    }

    private static String newName(World.Region region, @Nullable String name) {
        if (name == null || name.isBlank() || name.length() > MAX_NAME || name.contains(":")) {
            throw ApiFault.validation(
                    "AutoScalingGroupName must have 1 to 255 characters and no colon.");
        }
        var groups = region.all(AutoScalingGroup.class);
        if (region.find(AutoScalingGroup.class, name).isPresent()) {
            throw new ApiFault(
                    AutoScalingErrors.ALREADY_EXISTS,
                    "AutoScalingGroup by this name already exists - A group with the name "
                            + name
                            + " already exists");
        }
        if (groups.size() >= MAX_GROUPS) {
            throw new ApiFault(
                    AutoScalingErrors.LIMIT_EXCEEDED,
                    "You have reached the limit of " + MAX_GROUPS + " Auto Scaling groups.");
        }
        return name;
    }

    private static void refuseUnsupported(Call call, CreateAutoScalingGroupType input) {
        Unsupported.refuse("InstanceId", input.instanceId());
        refuseUnsupported(call, asUpdate(input));
    }

    /// What both requests know is read and refused in one place.
    private static UpdateAutoScalingGroupType asUpdate(CreateAutoScalingGroupType input) {
        return UpdateAutoScalingGroupType.builder()
                .placementGroup(input.placementGroup())
                .capacityRebalance(input.capacityRebalance())
                .serviceLinkedRoleARN(input.serviceLinkedRoleARN())
                .maxInstanceLifetime(input.maxInstanceLifetime())
                .desiredCapacityType(input.desiredCapacityType())
                .instanceMaintenancePolicy(input.instanceMaintenancePolicy())
                .availabilityZoneDistribution(input.availabilityZoneDistribution())
                .availabilityZoneImpairmentPolicy(input.availabilityZoneImpairmentPolicy())
                .capacityReservationSpecification(input.capacityReservationSpecification())
                .instanceLifecyclePolicy(input.instanceLifecyclePolicy())
                .deletionProtection(input.deletionProtection())
                .build();
    }

    static void refuseUnsupported(Call call, UpdateAutoScalingGroupType input) {
        Unsupported.unless("", "PlacementGroup", input.placementGroup());
        Unsupported.unless("units", "DesiredCapacityType", input.desiredCapacityType());
        Unsupported.unless(
                GroupShapes.serviceRole(call.scope()),
                "ServiceLinkedRoleARN",
                input.serviceLinkedRoleARN());
        var reservation = input.capacityReservationSpecification();
        if (reservation != null) {
            Unsupported.unless(
                    "default",
                    "CapacityReservationPreference",
                    reservation.capacityReservationPreference());
        }
    }
}
