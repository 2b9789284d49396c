package dev.evenkeel.compute.metadata;

import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Everything below `/latest/` for one instance: paths and their texts. Directories follow from the
/// paths.
///
/// What EC2 answers with 404 here has no path: a public address, a role, a notice to a Spot
/// instance that was told nothing.
final class MetadataTree {
    private static final JsonMapper JSON = new JsonMapper();

    private final World world;
    private final Instance instance;
    private final SortedMap<String, byte[]> leaves = new TreeMap<>();

    MetadataTree(World world, Instance instance) {
        this.world = world;
        this.instance = instance;
        describeInstance();
        describePlacement();
        describeNetwork();
        describeTags();
        describeGroup();
        world.in(instance.scope())
                .find(SpotNotice.class, instance.id())
                .ifPresent(this::describeNotice);
        leaves.put("dynamic/instance-identity/document", utf8(identityDocument()));
        instance.settings().userData().ifPresent(data -> leaves.put("user-data", decoded(data)));
    }

    /// The text at a path without slash at either end, or the listing of a directory.
    Optional<byte[]> at(String path) {
        Optional<byte[]> leaf = Optional.ofNullable(leaves.get(path));
        return leaf.isPresent()
                ? leaf
                : listing(path.isEmpty() ? "" : path + "/").map(MetadataTree::utf8);
    }

    private Optional<String> listing(String prefix) {
        var names = new TreeSet<String>();
        for (String path : leaves.tailMap(prefix).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            String rest = path.substring(prefix.length());
            int slash = rest.indexOf('/');
            names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", names));
    }

    private void put(String path, String text) {
        leaves.put("meta-data/" + path, utf8(text));
    }

    private void describeInstance() {
        InstanceSettings settings = instance.settings();
        put("instance-id", instance.id());
        settings.imageId().ifPresent(image -> put("ami-id", image));
        settings.instanceType().ifPresent(type -> put("instance-type", type));
        put("ami-launch-index", "0");
        put("instance-action", "none");
        put("instance-life-cycle", settings.spot().isPresent() ? "spot" : "on-demand");
        put("reservation-id", instance.reservationId());
        put("services/domain", "amazonaws.com");
        put("services/partition", "aws");
        if (!settings.securityGroups().isEmpty()) {
            put("security-groups", names(settings.securityGroups()));
        }
    }

    private String names(List<String> groups) {
        World.Region region = world.in(instance.scope());
        return groups.stream()
                .map(id -> region.find(SecurityGroup.class, id).map(SecurityGroup::name).orElse(id))
                .collect(Collectors.joining("\n"));
    }

    private void describePlacement() {
        put("placement/availability-zone", instance.placement().zone());
        put("placement/region", instance.scope().region());
    }

    private void describeNetwork() {
        Instance.Placement placement = instance.placement();
        String mac = mac(placement.address());
        put("hostname", hostname());
        put("local-hostname", hostname());
        put("local-ipv4", placement.address());
        put("mac", mac);
        String card = "network/interfaces/macs/" + mac + "/";
        put(card + "device-number", "0");
        put(card + "interface-id", placement.networkInterfaceId());
        put(card + "local-hostname", hostname());
        put(card + "local-ipv4s", placement.address());
        put(card + "mac", mac);
        put(card + "owner-id", instance.scope().account());
        put(card + "subnet-id", placement.subnetId());
        Network network = world.site().network();
        put(card + "vpc-id", network.vpcId());
        put(card + "vpc-ipv4-cidr-block", Network.CIDR);
        network.subnet(placement.subnetId())
                .ifPresent(subnet -> put(card + "subnet-ipv4-cidr-block", subnet.cidr()));
    }

    private String hostname() {
        String region = instance.scope().region();
        String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + instance.placement().address().replace('.', '-') + "." + domain;
    }

    /// Loopback has no hardware address; this one is locally administered and made from the IP
    /// address.
    private static String mac(String address) {
        return Stream.of(address.split("\\."))
                .map(part -> String.format("%02x", Integer.parseInt(part)))
                .collect(Collectors.joining(":", "0a:58:", ""));
    }

    private void describeTags() {
        instance.tags()
                .values()
                .forEach((key, value) -> {
                    if (key.indexOf('/') < 0) {
                        put("tags/instance/" + key, value);
                    }
                });
    }

    private void describeGroup() {
        instance.membership()
                .map(GroupMembership::lifecycle)
                .map(MetadataTree::target)
                .ifPresent(state -> put("autoscaling/target-lifecycle-state", state));
    }

    private void describeNotice(SpotNotice notice) {
        put(
                "events/recommendations/rebalance",
                "{\"noticeTime\":\"" + seconds(notice.recommendedAt()) + "\"}");
        notice.endsAt()
                .map(MetadataTree::seconds)
                .ifPresent(end -> {
                    put(
                            "spot/instance-action",
                            "{\"action\":\"terminate\",\"time\":\"" + end + "\"}");
                    put("spot/termination-time", end);
                });
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String target(GroupMembership.Lifecycle lifecycle) {
        return switch (lifecycle) {
            case PENDING, PENDING_WAIT, PENDING_PROCEED, IN_SERVICE -> "InService";
            case TERMINATING,
                    TERMINATING_WAIT,
                    TERMINATING_PROCEED,
                    TERMINATING_RETAINED,
                    TERMINATED ->
                    "Terminated";
            case DETACHING -> "Detached";
            case ENTERING_STANDBY, STANDBY -> "Standby";
            case WARMED_PENDING, WARMED_PENDING_WAIT, WARMED_PENDING_PROCEED, WARMED_STOPPED ->
                    "Warmed:Stopped";
            case WARMED_HIBERNATED -> "Warmed:Hibernated";
            case WARMED_RUNNING -> "Warmed:Running";
            case WARMED_TERMINATING -> "Warmed:Terminated";
        };
    }

    private String identityDocument() {
        ObjectNode document = JSON.createObjectNode();
        document.put("accountId", instance.scope().account());
        document.put("architecture", "x86_64");
        document.put("availabilityZone", instance.placement().zone());
        document.putNull("billingProducts");
        document.putNull("devpayProductCodes");
        document.putNull("marketplaceProductCodes");
        document.put("imageId", instance.settings().imageId().orElse(""));
        document.put("instanceId", instance.id());
        document.put("instanceType", instance.settings().instanceType().orElse(""));
        document.putNull("kernelId");
        document.put(
                "pendingTime", instance.launchedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        document.put("privateIp", instance.placement().address());
        document.putNull("ramdiskId");
        document.put("region", instance.scope().region());
        document.put("version", "2017-09-30");
        return document.toPrettyString();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
