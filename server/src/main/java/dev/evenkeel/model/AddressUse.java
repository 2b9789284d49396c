package dev.evenkeel.model;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Which hosts of the loopback network instances and nodes have. Immutable; a version shares with
/// the one before all subnets but those that changed.
final class AddressUse {
    static final AddressUse NONE = new AddressUse(HashTreePMap.empty());

    private static final Set<String> KINDS =
            Set.of(
                    Instance.class.getSimpleName(),
                    LoadBalancer.class.getSimpleName(),
                    ClassicLoadBalancer.class.getSimpleName());

    /// By the subnet's number; the sets are never changed.
    private final PMap<Integer, BitSet> hosts;

    private AddressUse(PMap<Integer, BitSet> hosts) {
        this.hosts = hosts;
    }

    /// Whether resources of this kind have addresses.
    static boolean concerns(Key key) {
        return KINDS.contains(key.kind());
    }

    /// Afterwards: `now` in the place of `before`.
    AddressUse after(Stream<? extends Resource> before, Stream<? extends Resource> now) {
        List<String> gone = before.flatMap(AddressUse::of).toList();
        List<String> come = now.flatMap(AddressUse::of).toList();
        if (gone.equals(come)) {
            return this;
        }
        AddressUse next = this;
        for (String address : gone) {
            next = next.with(address, false);
        }
        for (String address : come) {
            next = next.with(address, true);
        }
        return next;
    }

    private static Stream<String> of(Resource resource) {
        return switch (resource) {
            case Instance instance -> Stream.of(instance.placement().address());
            case LoadBalancer balancer -> balancer.nodes().stream().map(LoadBalancerNode::address);
            case ClassicLoadBalancer balancer ->
                    balancer.nodes().stream().map(LoadBalancerNode::address);
            default -> Stream.empty();
        };
    }

    private AddressUse with(String address, boolean isTaken) {
        int number = Network.number(address);
        if (number < 0) {
            return this;
        }
        int subnet = number / Network.SUBNET_SIZE;
        var changed = (BitSet) in(subnet).clone();
        changed.set(number % Network.SUBNET_SIZE, isTaken);
        return new AddressUse(hosts.plus(subnet, changed));
    }

    private BitSet in(int subnet) {
        return hosts.getOrDefault(subnet, new BitSet());
    }

    /// The first host of a subnet from `host` up that nothing has.
    int nextFree(int subnet, int host) {
        return in(subnet).nextClearBit(host);
    }
}
