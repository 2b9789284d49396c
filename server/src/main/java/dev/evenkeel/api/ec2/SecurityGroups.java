package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ec2.GroupIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The security groups of one account: those created, and the default group of the VPC.
public final class SecurityGroups {
    private final World.Region region;
    private final Network network;

    public SecurityGroups(World.Region region, Network network) {
        this.region = region;
        this.network = network;
    }

    /// Whether the text is an id, not a name.
    public static boolean isId(String text) {
        return text.startsWith("sg-");
    }

    SecurityGroup byDefault() {
        SecurityGroup untouched = SecurityGroup.defaultOf(region.scope(), network);
        return region.find(SecurityGroup.class, untouched.groupId()).orElse(untouched);
    }

    boolean isDefault(SecurityGroup group) {
        return group.groupId().equals(byDefault().groupId());
    }

    /// Sorted by id.
    List<SecurityGroup> all() {
        var all = new ArrayList<>(region.all(SecurityGroup.class));
        if (all.stream().noneMatch(this::isDefault)) {
            all.add(byDefault());
        }
        all.sort((a, b) -> a.groupId().compareTo(b.groupId()));
        return all;
    }

    Optional<SecurityGroup> find(String idOrName) {
        return all().stream()
                .filter(group ->
                        isId(idOrName)
                                ? group.groupId().equals(idOrName)
                                : group.name().equals(idOrName))
                .findFirst();
    }

    SecurityGroup get(String idOrName) {
        return find(idOrName).orElseThrow(() -> Ec2Faults.noGroup(idOrName));
    }

    /// The group an operation is about, by id or by name.
    SecurityGroup get(@Nullable String id, @Nullable String name) {
        if (id == null && name == null) {
            throw Ec2Faults.missing("GroupName or GroupId");
        }
        if (id == null) {
            return get(name == null ? "" : name);
        }
        if (!id.matches("sg-[0-9a-f]{8}([0-9a-f]{9})?")) {
            throw new ApiFault(
                    "InvalidGroupId.Malformed",
                    "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
        }
        return get(id);
    }

    /// What an instance with these groups is in: the default group if it has none.
    List<GroupIdentifier> identifiers(List<String> idsOrNames) {
        List<SecurityGroup> groups =
                idsOrNames.isEmpty()
                        ? List.of(byDefault())
                        : idsOrNames.stream().flatMap(group -> find(group).stream()).toList();
        return groups.stream()
                .map(group -> new GroupIdentifier(group.groupId(), group.name()))
                .toList();
    }
}
