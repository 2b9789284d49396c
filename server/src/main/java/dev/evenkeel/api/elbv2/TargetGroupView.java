package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Matcher;
import java.util.Locale;
import java.util.Set;

/// A target group as the API shows it.
final class TargetGroupView {
    private TargetGroupView() {}

    static dev.evenkeel.wire.elbv2.TargetGroup of(
            World world, TargetGroup group, Set<Arn> loadBalancers) {
        HealthCheck check = group.healthCheck();
        boolean http = check.protocol().isHttp();
        return dev.evenkeel.wire.elbv2.TargetGroup.builder()
                .targetGroupArn(group.arn().value())
                .targetGroupName(group.name())
                .protocol(group.protocol().name())
                .protocolVersion(group.protocol().isHttp() ? group.protocolVersion() : null)
                .port(group.port())
                .vpcId(world.site().network().vpcId())
                .healthCheckProtocol(check.protocol().name())
                .healthCheckPort(check.port().map(String::valueOf).orElse("traffic-port"))
                .healthCheckEnabled(check.enabled())
                .healthCheckIntervalSeconds((int) check.interval().toSeconds())
                .healthCheckTimeoutSeconds((int) check.timeout().toSeconds())
                .healthyThresholdCount(check.healthyThreshold())
                .unhealthyThresholdCount(check.unhealthyThreshold())
                .healthCheckPath(http ? check.path() : null)
                .matcher(http ? matcher(group) : null)
                .loadBalancerArns(loadBalancers.stream().map(Arn::value).toList())
                .targetType(group.targetType().name().toLowerCase(Locale.ROOT))
                .ipAddressType(LoadBalancerView.IPV4)
                .build();
    }

    private static Matcher matcher(TargetGroup group) {
        String codes = group.healthCheck().matcher();
        return group.protocolVersion().equals(TargetGroup.GRPC)
                ? new Matcher(null, codes)
                : new Matcher(codes, null);
    }

    /// The kind of load balancer that can use it: `application` or `network`.
    static String kind(TargetGroup group) {
        return group.protocol().isHttp() ? "application" : "network";
    }
}
