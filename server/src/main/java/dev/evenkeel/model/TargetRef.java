package dev.evenkeel.model;

/// Names a target to the health checkers: its group (a target group's ARN, or `classic:` and a
/// Classic Load Balancer's name), id and port.
public record TargetRef(String group, String targetId, int port) implements Comparable<TargetRef> {
    public static final String CLASSIC = "classic:";

    public static TargetRef classic(
            ClassicLoadBalancer loadBalancer, InstanceId instance, int port) {
        return new TargetRef(CLASSIC + loadBalancer.name(), instance.value(), port);
    }

    @Override
    public int compareTo(TargetRef other) {
        int byGroup = group.compareTo(other.group);
        int byId = byGroup != 0 ? byGroup : targetId.compareTo(other.targetId);
        return byId != 0 ? byId : Integer.compare(port, other.port);
    }
}
