package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.wire.elbv2.CreateTargetGroupInput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.Matcher;
import dev.evenkeel.wire.elbv2.ModifyTargetGroupInput;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The health check settings of a request; what is null was not given.
record HealthCheckRequest(
        @Nullable Boolean enabled,
        @Nullable String protocol,
        @Nullable String port,
        @Nullable String path,
        @Nullable Integer interval,
        @Nullable Integer timeout,
        @Nullable Integer healthyThreshold,
        @Nullable Integer unhealthyThreshold,
        @Nullable Matcher matcher) {
    private static final String TRAFFIC_PORT = "traffic-port";
    private static final int MAX_PORT = 65_535;

    static HealthCheckRequest of(CreateTargetGroupInput input) {
        return new HealthCheckRequest(
                input.healthCheckEnabled(),
                input.healthCheckProtocol(),
                input.healthCheckPort(),
                input.healthCheckPath(),
                input.healthCheckIntervalSeconds(),
                input.healthCheckTimeoutSeconds(),
                input.healthyThresholdCount(),
                input.unhealthyThresholdCount(),
                input.matcher());
    }

    static HealthCheckRequest of(ModifyTargetGroupInput input) {
        return new HealthCheckRequest(
                input.healthCheckEnabled(),
                input.healthCheckProtocol(),
                input.healthCheckPort(),
                input.healthCheckPath(),
                input.healthCheckIntervalSeconds(),
                input.healthCheckTimeoutSeconds(),
                input.healthyThresholdCount(),
                input.unhealthyThresholdCount(),
                input.matcher());
    }

    /// The check of a new group: what was given, else the defaults of its protocol.
    HealthCheck forNew(Protocol group, String version) {
        return over(HealthCheckDefaults.of(group, checkProtocol(group), version), group, version);
    }

    /// The check of a group that has one: what was given, else what it had.
    HealthCheck changing(HealthCheck old, Protocol group, String version) {
        Protocol wanted = protocol == null ? old.protocol() : checkProtocol(group);
        boolean sameKind = wanted.isHttp() == old.protocol().isHttp();
        HealthCheck fresh = HealthCheckDefaults.of(group, wanted, version);
        return over(
                new HealthCheck(
                        true,
                        wanted,
                        old.port(),
                        sameKind ? old.path() : fresh.path(),
                        old.interval(),
                        old.timeout(),
                        old.healthyThreshold(),
                        old.unhealthyThreshold(),
                        sameKind ? old.matcher() : fresh.matcher()),
                group,
                version);
    }

    private HealthCheck over(HealthCheck base, Protocol group, String version) {
        if (Boolean.FALSE.equals(enabled)) {
            throw invalid("Health checks cannot be disabled for instance and ip targets");
        }
        var check =
                new HealthCheck(
                        true,
                        base.protocol(),
                        port == null ? base.port() : port(port),
                        pathOver(base),
                        interval == null ? base.interval() : Duration.ofSeconds(interval),
                        timeout == null ? base.timeout() : Duration.ofSeconds(timeout),
                        healthyThreshold == null ? base.healthyThreshold() : healthyThreshold,
                        unhealthyThreshold == null ? base.unhealthyThreshold() : unhealthyThreshold,
                        matcherOver(base, group, version));
        if (check.timeout().compareTo(check.interval()) >= 0) {
            throw ApiFault.validation("Health check interval must be greater than the timeout.");
        }
        return check;
    }

    private Protocol checkProtocol(Protocol group) {
        String wanted = protocol == null ? defaultProtocol(group).name() : protocol;
        return switch (wanted) {
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TCP" -> {
                if (group.isHttp()) {
                    throw invalid(
                            "Health check protocol 'TCP' is not supported for target groups with"
                                    + " the protocol '"
                                    + group
                                    + "'");
                }
                yield Protocol.TCP;
            }
            default -> throw invalid("Health check protocol '" + wanted + "' is not supported");
        };
    }

    private static Protocol defaultProtocol(Protocol group) {
        return group.isHttp() ? Protocol.HTTP : Protocol.TCP;
    }

    private static Optional<Integer> port(String text) {
        if (text.equals(TRAFFIC_PORT)) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > MAX_PORT) {
            throw ApiFault.validation(
                    "Health check port '"
                            + text
                            + "' must be between '1' and '65535' inclusive, or 'traffic-port'");
        }
        return Optional.of(Integer.parseInt(text));
    }

    private String pathOver(HealthCheck base) {
        if (path == null) {
            return base.path();
        }
        if (!base.protocol().isHttp()) {
            throw invalid("Health check paths are not supported for TCP health checks");
        }
        if (!path.startsWith("/")) {
            throw ApiFault.validation(
                    "Health check path '" + path + "' must begin with a '/' character");
        }
        return path;
    }

    private String matcherOver(HealthCheck base, Protocol group, String version) {
        if (matcher == null || matcher.httpCode() == null && matcher.grpcCode() == null) {
            return base.matcher();
        }
        if (!base.protocol().isHttp()) {
            throw invalid("Health check matchers are not supported for TCP health checks");
        }
        if (version.equals(TargetGroup.GRPC)) {
            return grpcMatcher(matcher);
        }
        if (matcher.httpCode() == null) {
            throw invalid("gRPC codes are only supported for the protocol version 'GRPC'");
        }
        return HealthCheckDefaults.checkedMatcher(matcher.httpCode(), group);
    }

    private static String grpcMatcher(Matcher wanted) {
        if (wanted.grpcCode() == null) {
            throw invalid("HTTP codes are not supported for the protocol version 'GRPC'");
        }
        return HealthCheckDefaults.checkedGrpcMatcher(wanted.grpcCode());
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(Elbv2Errors.INVALID_CONFIGURATION_REQUEST, message);
    }
}
