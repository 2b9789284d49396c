package dev.evenkeel.model;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// A load balancer's presence in one Availability Zone: an address of its own, and the network
/// interface that carries it.
public record LoadBalancerNode(
        String zone, String subnetId, String address, String networkInterfaceId) {
    /// A new node in `subnet` with an address that nothing uses; empty if the subnet is full.
    public static Optional<LoadBalancerNode> in(
            World world, Network.Subnet subnet, RandomGenerator random) {
        return world.site()
                .network()
                .freeAddresses(world, subnet, 1)
                .map(free ->
                        new LoadBalancerNode(
                                subnet.zone(),
                                subnet.subnetId(),
                                free.getFirst(),
                                ResourceIds.ec2("eni", random)));
    }
}
