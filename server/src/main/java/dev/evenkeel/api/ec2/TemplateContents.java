package dev.evenkeel.api.ec2;

import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Tags;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.LaunchTemplateHibernationOptions;
import dev.evenkeel.wire.ec2.LaunchTemplateInstanceMetadataOptions;
import dev.evenkeel.wire.ec2.LaunchTemplateInstanceMetadataOptionsRequest;
import dev.evenkeel.wire.ec2.LaunchTemplateTagSpecification;
import dev.evenkeel.wire.ec2.LaunchTemplatesMonitoring;
import dev.evenkeel.wire.ec2.RequestLaunchTemplateData;
import dev.evenkeel.wire.ec2.ResponseLaunchTemplateData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The contents of a launch template between the wire and the model.
final class TemplateContents {
    private TemplateContents() {}

    static InstanceSettings settings(RequestLaunchTemplateData contents) {
        refuseUnsupported(contents);
        var monitoring = contents.monitoring();
        return new InstanceSettings(
                text(contents.imageId()),
                text(contents.instanceType()),
                UserData.checked(contents.userData()),
                text(contents.keyName()),
                groups(contents.securityGroupIds(), contents.securityGroups()),
                monitoring == null ? Optional.empty() : Optional.ofNullable(monitoring.enabled()),
                tags(contents).getOrDefault(TagShapes.INSTANCE, Tags.NONE),
                options(contents));
    }

    private static InstanceSettings.Options options(RequestLaunchTemplateData contents) {
        var hibernation = contents.hibernationOptions();
        var metadata = contents.metadataOptions();
        return new InstanceSettings.Options(
                hibernation == null
                        ? Optional.empty()
                        : Optional.ofNullable(hibernation.configured()),
                MetadataOptions.tokenRequired(metadata == null ? null : metadata.httpTokens()),
                SpotOptions.of(contents.instanceMarketOptions()));
    }

    static ResponseLaunchTemplateData shape(
            InstanceSettings settings, Map<String, Tags> otherTags) {
        var contents =
                ResponseLaunchTemplateData.builder()
                        .imageId(settings.imageId().orElse(null))
                        .instanceType(settings.instanceType().orElse(null))
                        .userData(settings.userData().orElse(null))
                        .keyName(settings.keyName().orElse(null));
        List<String> ids = settings.securityGroups().stream().filter(SecurityGroups::isId).toList();
        var names = new ArrayList<>(settings.securityGroups());
        names.removeAll(ids);
        contents.securityGroupIds(ids.isEmpty() ? null : ids);
        contents.securityGroups(names.isEmpty() ? null : List.copyOf(names));
        settings.detailedMonitoring()
                .ifPresent(on -> contents.monitoring(new LaunchTemplatesMonitoring(on)));
        InstanceSettings.Options options = settings.options();
        options.hibernation()
                .ifPresent(on ->
                        contents.hibernationOptions(new LaunchTemplateHibernationOptions(on)));
        options.tokenRequired()
                .ifPresent(required ->
                        contents.metadataOptions(
                                LaunchTemplateInstanceMetadataOptions.builder()
                                        .httpTokens(MetadataOptions.tokens(required))
                                        .build()));
        var tags = new TreeMap<>(otherTags);
        if (!settings.tags().values().isEmpty()) {
            tags.put(TagShapes.INSTANCE, settings.tags());
        }
        if (!tags.isEmpty()) {
            contents.tagSpecifications(shapes(tags));
        }
        contents.instanceMarketOptions(SpotOptions.shape(settings.spot()));
        return contents.build();
    }

    private static List<LaunchTemplateTagSpecification> shapes(Map<String, Tags> tags) {
        return tags.entrySet().stream()
                .map(each ->
                        new LaunchTemplateTagSpecification(
                                each.getKey(), TagShapes.shapes(each.getValue())))
                .toList();
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static List<String> groups(@Nullable List<String> ids, @Nullable List<String> names) {
        var all = new ArrayList<>(Present.orEmpty(ids));
        all.addAll(Present.orEmpty(names));
        return all;
    }

    /// The tags for what there is none of here, by type of resource.
    static Map<String, Tags> otherTags(RequestLaunchTemplateData contents) {
        Map<String, Tags> tags = tags(contents);
        tags.remove(TagShapes.INSTANCE);
        return tags;
    }

    private static Map<String, Tags> tags(RequestLaunchTemplateData contents) {
        var tags = new TreeMap<String, Tags>();
        for (var asked : Present.orEmpty(contents.tagSpecifications())) {
            tags.merge(
                    TagShapes.taggedAtLaunch(asked.resourceType()),
                    TagShapes.tags(asked.tags()),
                    (before, more) -> before.plus(more.values()));
        }
        return tags;
    }

    private static void refuseUnsupported(RequestLaunchTemplateData contents) {
        Unsupported.refuse("KernelId", contents.kernelId());
        Unsupported.refuse("RamDiskId", contents.ramDiskId());
        Unsupported.refuse("IamInstanceProfile", contents.iamInstanceProfile());
        Unsupported.refuse("BlockDeviceMappings", contents.blockDeviceMappings());
        Unsupported.refuse("NetworkInterfaces", contents.networkInterfaces());
        Unsupported.refuse("Placement", contents.placement());
        Unsupported.refuse("ElasticGpuSpecifications", contents.elasticGpuSpecifications());
        Unsupported.refuse("ElasticInferenceAccelerators", contents.elasticInferenceAccelerators());
        Unsupported.refuse("CpuOptions", contents.cpuOptions());
        Unsupported.refuse(
                "CapacityReservationSpecification", contents.capacityReservationSpecification());
        Unsupported.refuse("LicenseSpecifications", contents.licenseSpecifications());
        Unsupported.refuse("InstanceRequirements", contents.instanceRequirements());
        Unsupported.refuse("PrivateDnsNameOptions", contents.privateDnsNameOptions());
        Unsupported.refuse("MaintenanceOptions", contents.maintenanceOptions());
        Unsupported.refuse("Operator", contents.operator());
        Unsupported.refuse("NetworkPerformanceOptions", contents.networkPerformanceOptions());
        Unsupported.refuse("SecondaryInterfaces", contents.secondaryInterfaces());
        Unsupported.unless(false, "EbsOptimized", contents.ebsOptimized());
        Unsupported.unless(false, "DisableApiTermination", contents.disableApiTermination());
        Unsupported.unless(false, "DisableApiStop", contents.disableApiStop());
        Unsupported.unless(
                "stop",
                "InstanceInitiatedShutdownBehavior",
                contents.instanceInitiatedShutdownBehavior());
        var credits = contents.creditSpecification();
        if (credits != null) {
            Unsupported.unless("unlimited", "CreditSpecification.CpuCredits", credits.cpuCredits());
        }
        var enclave = contents.enclaveOptions();
        if (enclave != null) {
            Unsupported.unless(false, "EnclaveOptions.Enabled", enclave.enabled());
        }
        refuseUnsupported(contents.metadataOptions());
    }

    private static void refuseUnsupported(
            @Nullable LaunchTemplateInstanceMetadataOptionsRequest options) {
        if (options != null) {
            MetadataOptions.refuseUnsupported(
                    options.httpEndpoint(),
                    options.httpProtocolIpv6(),
                    options.instanceMetadataTags());
        }
    }
}
