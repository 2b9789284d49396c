package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.api.ec2.LaunchSettings;
import dev.evenkeel.api.ec2.MetadataOptions;
import dev.evenkeel.api.ec2.UserData;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.CreateLaunchConfigurationType;
import dev.evenkeel.wire.autoscaling.InstanceMetadataOptions;
import dev.evenkeel.wire.autoscaling.InstanceMonitoring;
import dev.evenkeel.wire.autoscaling.LaunchConfigurationNameType;
import dev.evenkeel.wire.autoscaling.LaunchConfigurationNamesType;
import dev.evenkeel.wire.autoscaling.LaunchConfigurationsType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Launch configurations: made whole, never changed.
final class LaunchConfigurations {
    static final int MAX_CONFIGURATIONS = 200;

    private LaunchConfigurations() {}

    static Decision<Nothing> create(World world, Call call, CreateLaunchConfigurationType input) {
        var region = world.in(call.scope());
        String name = newName(region, input.launchConfigurationName());
        refuseUnsupported(input);
        if (input.imageId() == null || input.instanceType() == null) {
            throw ApiFault.validation(
                    "Valid requests must contain either the InstanceID parameter or both the"
                            + " ImageId and InstanceType parameters.");
        }
        var configuration =
                new LaunchConfiguration(
                        call.scope()
                                .arn(
                                        "autoscaling",
                                        "launchConfiguration:"
                                                + ResourceIds.uuid(call.random())
                                                + ":launchConfigurationName/"
                                                + name),
                        call.scope(),
                        name,
                        call.now(),
                        settings(world, region, input));
        return new Decision<>(List.of(new Change.Put(configuration)), Nothing.NOTHING);
    }

    /// Unless it says otherwise, a launch configuration asks for detailed monitoring.
    private static InstanceSettings settings(
            World world, World.Region region, CreateLaunchConfigurationType input) {
        var monitoring = input.instanceMonitoring();
        boolean detailed = monitoring == null || !Boolean.FALSE.equals(monitoring.enabled());
        try {
            return LaunchSettings.checked(
                    world,
                    region,
                    new InstanceSettings(
                            text(input.imageId()),
                            text(input.instanceType()),
                            UserData.checked(input.userData()),
                            text(input.keyName()),
                            Present.orEmpty(input.securityGroups()),
                            Optional.of(detailed),
                            Tags.NONE,
                            options(input)));
        } catch (ApiFault fault) {
            throw ApiFault.validation(fault.message());
        }
    }

    private static InstanceSettings.Options options(CreateLaunchConfigurationType input) {
        var metadata = input.metadataOptions();
        return new InstanceSettings.Options(
                Optional.empty(),
                MetadataOptions.tokenRequired(metadata == null ? null : metadata.httpTokens()),
                Optional.empty());
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static String newName(World.Region region, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiFault.validation("LaunchConfigurationName is required.");
        }
        if (region.find(LaunchConfiguration.class, name).isPresent()) {
            throw new ApiFault(
                    AutoScalingErrors.ALREADY_EXISTS,
                    "Launch Configuration by this name already exists - A launch configuration"
                            + " already exists with the name "
                            + name);
        }
        if (region.all(LaunchConfiguration.class).size() >= MAX_CONFIGURATIONS) {
            throw new ApiFault(
                    AutoScalingErrors.LIMIT_EXCEEDED,
                    "You have reached the limit of "
                            + MAX_CONFIGURATIONS
                            + " launch configurations.");
        }
        return name;
    }

    private static void refuseUnsupported(CreateLaunchConfigurationType input) {
        Unsupported.refuse("InstanceId", input.instanceId());
        Unsupported.refuse("ClassicLinkVPCId", input.classicLinkVPCId());
        Unsupported.refuse("ClassicLinkVPCSecurityGroups", input.classicLinkVPCSecurityGroups());
        Unsupported.unless("", "KernelId", input.kernelId());
        Unsupported.unless("", "RamdiskId", input.ramdiskId());
        Unsupported.refuse("BlockDeviceMappings", input.blockDeviceMappings());
        Unsupported.refuse("SpotPrice", input.spotPrice());
        Unsupported.refuse("IamInstanceProfile", input.iamInstanceProfile());
        Unsupported.unless(false, "EbsOptimized", input.ebsOptimized());
        Unsupported.unless(false, "AssociatePublicIpAddress", input.associatePublicIpAddress());
        Unsupported.unless("default", "PlacementTenancy", input.placementTenancy());
        var metadata = input.metadataOptions();
        if (metadata != null) {
            Unsupported.unless("enabled", "MetadataOptions.HttpEndpoint", metadata.httpEndpoint());
        }
    }

    static LaunchConfigurationsType describe(
            World world, Call call, LaunchConfigurationNamesType input) {
        List<String> names = Present.orEmpty(input.launchConfigurationNames());
        List<LaunchConfiguration> all =
                world.in(call.scope()).all(LaunchConfiguration.class).stream()
                        .filter(found -> names.isEmpty() || names.contains(found.name()))
                        .toList();
        var page =
                Page.of(
                        all,
                        LaunchConfiguration::name,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new LaunchConfigurationsType(
                page.items().stream().map(LaunchConfigurations::shape).toList(), page.next());
    }

    private static dev.evenkeel.wire.autoscaling.LaunchConfiguration shape(
            LaunchConfiguration configuration) {
        var settings = configuration.settings();
        return dev.evenkeel.wire.autoscaling.LaunchConfiguration.builder()
                .launchConfigurationName(configuration.name())
                .launchConfigurationARN(configuration.arn().value())
                .imageId(settings.imageId().orElse(""))
                .instanceType(settings.instanceType().orElse(""))
                .keyName("")
                .securityGroups(settings.securityGroups())
                .userData(settings.userData().orElse(""))
                .kernelId("")
                .ramdiskId("")
                .classicLinkVPCSecurityGroups(List.of())
                .blockDeviceMappings(List.of())
                .instanceMonitoring(
                        new InstanceMonitoring(settings.detailedMonitoring().orElse(true)))
                .metadataOptions(
                        settings.options()
                                .tokenRequired()
                                .map(required ->
                                        InstanceMetadataOptions.builder()
                                                .httpTokens(MetadataOptions.tokens(required))
                                                .build())
                                .orElse(null))
                .createdTime(configuration.createdAt())
                .ebsOptimized(false)
                .build();
    }

    static Decision<Nothing> delete(World world, Call call, LaunchConfigurationNameType input) {
        var region = world.in(call.scope());
        String name =
                input.launchConfigurationName() == null ? "" : input.launchConfigurationName();
        LaunchConfiguration configuration =
                region.find(LaunchConfiguration.class, name)
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "Launch configuration name not found - Launch"
                                                + " configuration "
                                                + name
                                                + " not found"));
        var source = new LaunchSource.Configuration(name);
        for (AutoScalingGroup group : region.all(AutoScalingGroup.class)) {
            if (group.launchSource().equals(source)) {
                throw new ApiFault(
                        AutoScalingErrors.RESOURCE_IN_USE,
                        "Cannot delete launch configuration "
                                + name
                                + " because it is attached to AutoScalingGroup "
                                + group.name());
            }
        }
        return new Decision<>(List.of(new Change.Remove(configuration.key())), Nothing.NOTHING);
    }
}
