package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.SecurityGroup.Permission;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.IpPermission;
import dev.evenkeel.wire.ec2.IpRange;
import dev.evenkeel.wire.ec2.Ipv6Range;
import dev.evenkeel.wire.ec2.RevokedSecurityGroupRule;
import dev.evenkeel.wire.ec2.UserIdGroupPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Security group rules between the wire, which bundles them by ports, and the model, which keeps
/// each by itself.
final class Permissions {
    private static final String ALL = "-1";
    private static final int NO_PORT = -1;
    private static final int MAX_PORT = 65_535;

    private final SecurityGroups groups;
    private final RandomGenerator random;

    Permissions(SecurityGroups groups, RandomGenerator random) {
        this.groups = groups;
        this.random = random;
    }

    List<Permission> parse(List<IpPermission> bundles) {
        var permissions = new ArrayList<Permission>();
        for (IpPermission bundle : bundles) {
            Unsupported.refuse("PrefixListIds", bundle.prefixListIds());
            int before = permissions.size();
            for (IpRange range : Present.orEmpty(bundle.ipRanges())) {
                permissions.add(permission(bundle, Cidr.ipv4(range.cidrIp()), range.description()));
            }
            for (Ipv6Range range : Present.orEmpty(bundle.ipv6Ranges())) {
                permissions.add(
                        permission(bundle, Cidr.ipv6(range.cidrIpv6()), range.description()));
            }
            for (UserIdGroupPair pair : Present.orEmpty(bundle.userIdGroupPairs())) {
                String peer = groups.get(pair.groupId(), pair.groupName()).groupId();
                permissions.add(permission(bundle, peer, pair.description()));
            }
            if (permissions.size() == before) {
                throw Ec2Faults.missing("IpRanges, Ipv6Ranges or Groups");
            }
        }
        requireDistinct(permissions);
        return permissions;
    }

    private static void requireDistinct(List<Permission> permissions) {
        for (int i = 1; i < permissions.size(); i++) {
            Permission permission = permissions.get(i);
            if (permissions.subList(0, i).stream().anyMatch(p -> isSame(p, permission))) {
                throw Ec2Faults.invalid("The same permission must not appear multiple times");
            }
        }
    }

    static ApiFault duplicate(Permission permission) {
        boolean all = permission.protocol().equals(ALL);
        String ports =
                ", from port: " + permission.fromPort() + ", to port: " + permission.toPort();
        return new ApiFault(
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: "
                        + permission.peer()
                        + ", "
                        + (all ? "ALL" : permission.protocol().toUpperCase(Locale.ROOT) + ports)
                        + ", ALLOW\" already exists");
    }

    private Permission permission(IpPermission bundle, String peer, @Nullable String description) {
        String protocol = protocol(bundle.ipProtocol());
        boolean portless = protocol.equals(ALL);
        int from = portless || bundle.fromPort() == null ? NO_PORT : bundle.fromPort();
        int to = portless || bundle.toPort() == null ? NO_PORT : bundle.toPort();
        if (List.of("tcp", "udp").contains(protocol) && (from < 0 || to > MAX_PORT || from > to)) {
            throw Ec2Faults.invalid(
                    "Invalid value for portRange. Must specify both from and to ports with"
                            + " TCP/UDP.");
        }
        return new Permission(
                ResourceIds.ec2("sgr", random),
                protocol,
                from,
                to,
                peer,
                description == null ? "" : description);
    }

    private static String protocol(@Nullable String asked) {
        String protocol = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
        return switch (protocol) {
            case "" -> throw Ec2Faults.missing("IpProtocol");
            case "all", ALL -> ALL;
            case "6", "tcp" -> "tcp";
            case "17", "udp" -> "udp";
            case "1", "icmp" -> "icmp";
            case "58", "icmpv6" -> "icmpv6";
            default -> {
                if (!protocol.matches("\\d{1,3}")) {
                    throw Ec2Faults.invalid("Invalid value '" + asked + "' for IP protocol.");
                }
                yield protocol;
            }
        };
    }

    static boolean isSame(Permission one, Permission other) {
        return one.protocol().equals(other.protocol())
                && one.fromPort() == other.fromPort()
                && one.toPort() == other.toPort()
                && one.peer().equals(other.peer());
    }

    /// What is told of a rule that was taken out of a group.
    static RevokedSecurityGroupRule revoked(SecurityGroup group, Permission rule, boolean egress) {
        String peer = rule.peer();
        var shape =
                RevokedSecurityGroupRule.builder()
                        .securityGroupRuleId(rule.ruleId())
                        .groupId(group.groupId())
                        .isEgress(egress)
                        .ipProtocol(rule.protocol())
                        .fromPort(rule.fromPort())
                        .toPort(rule.toPort())
                        .description(describe(rule));
        if (SecurityGroups.isId(peer)) {
            shape.referencedGroupId(peer);
        } else if (peer.contains(":")) {
            shape.cidrIpv6(peer);
        } else {
            shape.cidrIpv4(peer);
        }
        return shape.build();
    }

    /// The rules of a group, bundled by protocol and ports.
    static List<IpPermission> shapes(List<Permission> permissions, String account) {
        Map<String, List<Permission>> bundles = new LinkedHashMap<>();
        for (Permission p : permissions) {
            bundles.computeIfAbsent(
                            p.protocol() + " " + p.fromPort() + " " + p.toPort(),
                            ports -> new ArrayList<>())
                    .add(p);
        }
        return bundles.values().stream().map(bundle -> shape(bundle, account)).toList();
    }

    private static IpPermission shape(List<Permission> bundle, String account) {
        Permission first = bundle.getFirst();
        var ranges = new ArrayList<IpRange>();
        var ipv6Ranges = new ArrayList<Ipv6Range>();
        var pairs = new ArrayList<UserIdGroupPair>();
        for (Permission p : bundle) {
            String description = describe(p);
            if (SecurityGroups.isId(p.peer())) {
                pairs.add(
                        UserIdGroupPair.builder()
                                .groupId(p.peer())
                                .userId(account)
                                .description(description)
                                .build());
            } else if (p.peer().contains(":")) {
                ipv6Ranges.add(new Ipv6Range(description, p.peer()));
            } else {
                ranges.add(new IpRange(description, p.peer()));
            }
        }
        return IpPermission.builder()
                .ipProtocol(first.protocol())
                .fromPort(port(first, first.fromPort()))
                .toPort(port(first, first.toPort()))
                .ipRanges(ranges)
                .ipv6Ranges(ipv6Ranges)
                .userIdGroupPairs(pairs)
                .prefixListIds(List.of())
                .build();
    }

    static @Nullable String describe(Permission permission) {
        return permission.description().isEmpty() ? null : permission.description();
    }

    private static @Nullable Integer port(Permission permission, int port) {
        return permission.protocol().equals(ALL) ? null : port;
    }
}
