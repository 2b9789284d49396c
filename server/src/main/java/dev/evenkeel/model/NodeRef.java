package dev.evenkeel.model;

/// Names a node of a load balancer to the health checkers: the load balancer's id (an ARN, or a
/// Classic Load Balancer's name), and the zone of which it is the only node.
public record NodeRef(String loadBalancer, String zone) implements Comparable<NodeRef> {
    public static NodeRef of(Resource loadBalancer, LoadBalancerNode node) {
        return new NodeRef(loadBalancer.id(), node.zone());
    }

    @Override
    public int compareTo(NodeRef other) {
        int byLoadBalancer = loadBalancer.compareTo(other.loadBalancer);
        return byLoadBalancer != 0 ? byLoadBalancer : zone.compareTo(other.zone);
    }
}
