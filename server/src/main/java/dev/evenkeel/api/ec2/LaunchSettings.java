package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;

/// Settings that are complete and name only what exists, so that an instance can be launched with
/// them.
public final class LaunchSettings {
    private LaunchSettings() {}

    /// The settings with a size and with the ids of their security groups.
    ///
    /// @throws ApiFault as RunInstances would, for what is missing or does not exist
    public static InstanceSettings checked(
            World world, World.Region region, InstanceSettings from) {
        String image =
                from.imageId()
                        .orElseThrow(() ->
                                new ApiFault(
                                        "MissingParameter",
                                        "The request must contain the parameter ImageId"));
        if (!Images.exists(image)) {
            throw Images.notFound(image);
        }
        String type = from.instanceType().orElse(InstanceType.DEFAULT);
        if (!InstanceTypes.exists(type)) {
            throw Ec2Faults.invalid("Invalid value '" + type + "' for InstanceType.");
        }
        if (from.keyName().isPresent()) {
            throw new ApiFault(
                    "InvalidKeyPair.NotFound",
                    "The key pair '" + from.keyName().get() + "' does not exist");
        }
        var groups = new SecurityGroups(region, world.site().network());
        List<String> ids =
                from.securityGroups().stream()
                        .map(group -> groups.get(group).groupId())
                        .distinct()
                        .toList();
        return new InstanceSettings(
                Optional.of(image),
                Optional.of(type),
                from.userData(),
                Optional.empty(),
                ids,
                from.detailedMonitoring(),
                from.tags(),
                from.options());
    }
}
