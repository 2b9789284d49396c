package dev.evenkeel.api.elbv2;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateTargetGroupInput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import org.jspecify.annotations.Nullable;

/// What CreateTargetGroup asks for, checked and made into a target group.
final class TargetGroupRequest {
    private static final String HTTP1 = "HTTP1";

    private TargetGroupRequest() {}

    static TargetGroup of(World world, Call call, CreateTargetGroupInput input) {
        String name = ResourceName.ofTargetGroup(requireNonNull(input.name()));
        TargetGroup.TargetType targetType = targetType(input.targetType());
        Protocol protocol = protocol(input.protocol());
        Integer port = input.port();
        if (port == null) {
            throw ApiFault.validation("A port must be specified");
        }
        checkPlace(world, input);
        String version = protocolVersion(protocol, input.protocolVersion());
        return new TargetGroup(
                arn(call, name),
                call.scope(),
                name,
                protocol,
                version,
                port,
                targetType,
                HealthCheckRequest.of(input).forNew(protocol, version),
                Attributes.DEFAULTS,
                Tagging.of(input.tags()));
    }

    /// Whether a request for `wanted` is answered by what is there.
    static boolean asksFor(TargetGroup wanted, TargetGroup there) {
        return wanted.protocol() == there.protocol()
                && wanted.protocolVersion().equals(there.protocolVersion())
                && wanted.port() == there.port()
                && wanted.targetType() == there.targetType()
                && wanted.healthCheck().equals(there.healthCheck());
    }

    private static Arn arn(Call call, String name) {
        String id = ResourceIds.hex(16, call.random());
        return call.scope().arn("elasticloadbalancing", "targetgroup/" + name + "/" + id);
    }

    private static TargetGroup.TargetType targetType(@Nullable String type) {
        return switch (type) {
            case null -> TargetGroup.TargetType.INSTANCE;
            case "instance" -> TargetGroup.TargetType.INSTANCE;
            case "ip" -> TargetGroup.TargetType.IP;
            default -> throw invalid("Target type '" + type + "' is not supported");
        };
    }

    private static Protocol protocol(@Nullable String protocol) {
        return switch (protocol) {
            case null -> throw ApiFault.validation("A protocol must be specified");
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TCP" -> Protocol.TCP;
            default -> throw invalid("Target group protocol '" + protocol + "' is not supported");
        };
    }

    private static String protocolVersion(Protocol protocol, @Nullable String version) {
        if (version == null) {
            return HTTP1;
        }
        if (!protocol.isHttp()) {
            throw invalid(
                    "Protocol version is not supported for target groups with the protocol '"
                            + protocol
                            + "'");
        }
        return switch (version) {
            case HTTP1, TargetGroup.HTTP2, TargetGroup.GRPC -> version;
            default ->
                    throw ApiFault.validation(
                            "Protocol version '"
                                    + version
                                    + "' must be one of 'HTTP1', 'HTTP2', 'GRPC'");
        };
    }

    /// There is one VPC; a request that names none means it.
    private static void checkPlace(World world, CreateTargetGroupInput input) {
        String vpc = input.vpcId();
        if (vpc != null && !vpc.equals(world.site().network().vpcId())) {
            throw ApiFault.validation("The VPC ID '" + vpc + "' is not found");
        }
        if (input.ipAddressType() != null && !input.ipAddressType().equals("ipv4")) {
            throw invalid("Target groups with IPv6 addresses require a VPC with IPv6 subnets");
        }
        if (input.targetControlPort() != null) {
            throw invalid("A target control port is not supported");
        }
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(Elbv2Errors.INVALID_CONFIGURATION_REQUEST, message);
    }
}
