package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.DescribeImagesRequest;
import dev.evenkeel.wire.ec2.DescribeImagesResult;
import dev.evenkeel.wire.ec2.Image;
import java.util.List;
import java.util.stream.Stream;

/// The images instances can be launched from. There is one: this machine itself, on which an
/// instance is a tree of processes.
public final class Images {
    /// `ami-0` and "evenkeel" in hexadecimal.
    public static final String PROCESS_IMAGE = "ami-06576656e6b65656c";

    private static final String NAME = "evenkeel-process";
    private static final String CREATED = "2026-01-01T00:00:00.000Z";
    static final String ROOT_DEVICE = "/dev/xvda";

    private final Machines machines;
    private final Filters<Image> filters =
            new Filters<Image>()
                    .byEach("architecture", image -> Stream.ofNullable(image.architecture()))
                    .byEach("description", image -> Stream.ofNullable(image.description()))
                    .byEach("image-id", image -> Stream.ofNullable(image.imageId()))
                    .byEach("image-type", image -> Stream.ofNullable(image.imageType()))
                    .byFlag("is-public", image -> Present.isTrue(image.public_()))
                    .byEach("name", image -> Stream.ofNullable(image.name()))
                    .byEach("owner-alias", image -> Stream.ofNullable(image.imageOwnerAlias()))
                    .byEach("owner-id", image -> Stream.ofNullable(image.ownerId()))
                    .byEach("root-device-type", image -> Stream.ofNullable(image.rootDeviceType()))
                    .byEach("state", image -> Stream.ofNullable(image.state()))
                    .byEach(
                            "virtualization-type",
                            image -> Stream.ofNullable(image.virtualizationType()));

    Images(Machines machines) {
        this.machines = machines;
    }

    public static boolean exists(String imageId) {
        return imageId.equals(PROCESS_IMAGE);
    }

    static ApiFault notFound(String imageId) {
        return imageId.matches("ami-[0-9a-f]{8}([0-9a-f]{9})?")
                ? new ApiFault(
                        "InvalidAMIID.NotFound", "The image id '[" + imageId + "]' does not exist")
                : new ApiFault(
                        "InvalidAMIID.Malformed",
                        "Invalid id: \"" + imageId + "\" (expecting \"ami-...\")");
    }

    DescribeImagesResult describe(World world, Call call, DescribeImagesRequest input) {
        List<String> ids = Present.orEmpty(input.imageIds());
        for (String id : ids) {
            if (!exists(id)) {
                throw notFound(id);
            }
        }
        List<String> owners = Present.orEmpty(input.owners());
        String account = call.scope().account();
        boolean owned =
                owners.isEmpty()
                        || owners.contains("self")
                        || owners.contains("amazon")
                        || owners.contains(account);
        List<Image> all =
                Stream.of(processImage(account))
                        .filter(image -> owned)
                        .filter(filters.matching(input.filters()))
                        .toList();
        return new DescribeImagesResult(null, all);
    }

    private Image processImage(String account) {
        return Image.builder()
                .imageId(PROCESS_IMAGE)
                .name(NAME)
                .description("A tree of processes on this machine, begun by its user data")
                .imageLocation("amazon/" + NAME)
                .imageOwnerAlias("amazon")
                .ownerId(account)
                .creationDate(CREATED)
                .state("available")
                .public_(true)
                .architecture(machines.architecture())
                .imageType("machine")
                .platformDetails("Linux/UNIX")
                .rootDeviceType("ebs")
                .rootDeviceName(ROOT_DEVICE)
                .virtualizationType("hvm")
                .blockDeviceMappings(List.of())
                .tags(List.of())
                .build();
    }
}
