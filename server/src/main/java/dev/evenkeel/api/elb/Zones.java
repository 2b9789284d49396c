package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Network.Subnet;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.AddAvailabilityZonesInput;
import dev.evenkeel.wire.elb.AddAvailabilityZonesOutput;
import dev.evenkeel.wire.elb.AttachLoadBalancerToSubnetsInput;
import dev.evenkeel.wire.elb.AttachLoadBalancerToSubnetsOutput;
import dev.evenkeel.wire.elb.DetachLoadBalancerFromSubnetsInput;
import dev.evenkeel.wire.elb.DetachLoadBalancerFromSubnetsOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.RemoveAvailabilityZonesInput;
import dev.evenkeel.wire.elb.RemoveAvailabilityZonesOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where a Classic Load Balancer's nodes stand: one in each of its zones, said by zone or by
/// subnet.
final class Zones {
    private Zones() {}

    static Decision<AddAvailabilityZonesOutput> enable(
            World world, Call call, AddAvailabilityZonesInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<Subnet> more = ofZones(world, orEmpty(input.availabilityZones()));
        List<LoadBalancerNode> nodes = with(world, call, lb.nodes(), more);
        return new Decision<>(
                List.of(new Change.Put(lb.withNodes(nodes))),
                new AddAvailabilityZonesOutput(zones(nodes)));
    }

    static Decision<RemoveAvailabilityZonesOutput> disable(
            World world, Call call, RemoveAvailabilityZonesInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<Subnet> fewer = ofZones(world, orEmpty(input.availabilityZones()));
        List<LoadBalancerNode> nodes = without(lb.nodes(), fewer);
        return new Decision<>(
                List.of(new Change.Put(lb.withNodes(nodes))),
                new RemoveAvailabilityZonesOutput(zones(nodes)));
    }

    static Decision<AttachLoadBalancerToSubnetsOutput> attach(
            World world, Call call, AttachLoadBalancerToSubnetsInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<Subnet> more = ofSubnets(world, orEmpty(input.subnets()));
        List<LoadBalancerNode> nodes = with(world, call, lb.nodes(), more);
        return new Decision<>(
                List.of(new Change.Put(lb.withNodes(nodes))),
                new AttachLoadBalancerToSubnetsOutput(subnets(nodes)));
    }

    static Decision<DetachLoadBalancerFromSubnetsOutput> detach(
            World world, Call call, DetachLoadBalancerFromSubnetsInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<Subnet> fewer = ofSubnets(world, orEmpty(input.subnets()));
        List<LoadBalancerNode> nodes = without(lb.nodes(), fewer);
        return new Decision<>(
                List.of(new Change.Put(lb.withNodes(nodes))),
                new DetachLoadBalancerFromSubnetsOutput(subnets(nodes)));
    }

    static List<Subnet> ofZones(World world, List<String> zones) {
        return zones.stream()
                .map(zone ->
                        world.site()
                                .network()
                                .subnetOf(zone)
                                .orElseThrow(() ->
                                        ApiFault.validation("Invalid Availability Zone: " + zone)))
                .toList();
    }

    static List<Subnet> ofSubnets(World world, List<String> subnets) {
        return subnets.stream()
                .map(id ->
                        world.site()
                                .network()
                                .subnet(id)
                                .orElseThrow(() ->
                                        new ApiFault(
                                                ElbErrors.SUBNET_NOT_FOUND,
                                                "The subnet ID '" + id + "' does not exist")))
                .toList();
    }

    /// `there` with a node in every subnet of `more`, in the order of the zones.
    static List<LoadBalancerNode> with(
            World world, Call call, List<LoadBalancerNode> there, List<Subnet> more) {
        var nodes = new ArrayList<>(there);
        for (Subnet subnet : more) {
            if (nodes.stream().noneMatch(node -> node.subnetId().equals(subnet.subnetId()))) {
                nodes.add(newNode(world, call, subnet));
            }
        }
        nodes.sort(Comparator.comparing(LoadBalancerNode::zone));
        return nodes;
    }

    private static LoadBalancerNode newNode(World world, Call call, Subnet subnet) {
        return LoadBalancerNode.in(world, subnet, call.random())
                .orElseThrow(() ->
                        new ApiFault(
                                ElbErrors.INVALID_SUBNET,
                                "Not enough IP space available in " + subnet.subnetId()));
    }

    private static List<LoadBalancerNode> without(
            List<LoadBalancerNode> there, List<Subnet> fewer) {
        List<String> gone = fewer.stream().map(Subnet::subnetId).toList();
        List<LoadBalancerNode> nodes =
                there.stream().filter(node -> !gone.contains(node.subnetId())).toList();
        if (nodes.isEmpty()) {
            throw Lookup.invalid(
                    "A load balancer must be in one Availability Zone at least: the last one"
                            + " cannot be removed");
        }
        return nodes;
    }

    static List<String> zones(List<LoadBalancerNode> nodes) {
        return nodes.stream().map(LoadBalancerNode::zone).toList();
    }

    static List<String> subnets(List<LoadBalancerNode> nodes) {
        return nodes.stream().map(LoadBalancerNode::subnetId).toList();
    }
}
