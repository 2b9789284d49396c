package dev.evenkeel.model;

/// A load balancer's presence in one Availability Zone: an address of its own, and the network interface that carries it.
public record LoadBalancerNode(
        String zone, String subnetId, String address, String networkInterfaceId) {}
