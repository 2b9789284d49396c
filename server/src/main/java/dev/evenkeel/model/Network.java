package dev.evenkeel.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The default VPC of the loopback network: `127.31.0.0/16`, one /20 subnet for each zone. Every
/// address is local, so sockets are real.
public record Network(String vpcId, List<Subnet> subnets) {
    public static final String CIDR = "127.31.0.0/16";
    static final int SUBNET_SIZE = 4096;
    private static final String PREFIX = "127.31.";
    private static final int FIRST_HOST = 4;
    private static final int MAX_SUBNETS = 16;

    public Network {
        subnets = List.copyOf(subnets);
    }

    /// A zone's part of the VPC. `number` is its place among the subnets, from 0.
    public record Subnet(String subnetId, String zone, int number) {
        public String cidr() {
            return dotted(0) + "/20";
        }

        /// The address with this number inside the subnet.
        String dotted(int host) {
            int low = number * SUBNET_SIZE + host;
            return PREFIX + (low >> 8) + "." + (low & 255);
        }
    }

    /// The network of `zones`, with ids that are the same at every start.
    public static Network of(Scope scope, List<String> zones) {
        if (zones.isEmpty() || zones.size() > MAX_SUBNETS) {
            throw new IllegalArgumentException("need 1 to " + MAX_SUBNETS + " zones");
        }
        var subnets = new ArrayList<Subnet>();
        for (String zone : zones) {
            subnets.add(new Subnet(fixedId("subnet", scope, zone), zone, subnets.size()));
        }
        return new Network(fixedId("vpc", scope, ""), subnets);
    }

    private static String fixedId(String prefix, Scope scope, String zone) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : (scope + prefix + zone).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * 0x100000001b3L;
        }
        return String.format("%s-0%016x", prefix, hash);
    }

    public Optional<Subnet> subnet(String subnetId) {
        return subnets.stream().filter(s -> s.subnetId().equals(subnetId)).findFirst();
    }

    public Optional<Subnet> subnetOf(String zone) {
        return subnets.stream().filter(s -> s.zone().equals(zone)).findFirst();
    }

    /// The zone an address belongs to, if it is inside the VPC.
    public Optional<String> zoneOf(String address) {
        int number = number(address);
        int subnet = Math.floorDiv(number, SUBNET_SIZE);
        return number >= 0 && subnet < subnets.size()
                ? Optional.of(subnets.get(subnet).zone())
                : Optional.empty();
    }

    /// `count` addresses of the subnet that nothing in `world` uses; empty if it has not that many
    /// left. All scopes share the machine's one loopback network, so addresses are unique across
    /// them.
    public Optional<List<String>> freeAddresses(World world, Subnet subnet, int count) {
        var free = new ArrayList<String>(count);
        AddressUse taken = world.addresses();
        int host = taken.nextFree(subnet.number(), FIRST_HOST);
        while (host < SUBNET_SIZE - 1 && free.size() < count) {
            free.add(subnet.dotted(host));
            host = taken.nextFree(subnet.number(), host + 1);
        }
        return free.size() == count ? Optional.of(free) : Optional.empty();
    }

    /// The place of an address in the VPC, counted from its first; -1 if it is not inside.
    static int number(String address) {
        String[] parts = address.split("\\.");
        if (parts.length != 4 || !address.startsWith(PREFIX)) {
            return -1;
        }
        return Integer.parseInt(parts[2]) * 256 + Integer.parseInt(parts[3]);
    }
}
