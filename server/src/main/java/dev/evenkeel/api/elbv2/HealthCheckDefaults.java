package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import java.time.Duration;
import java.util.Optional;

/// What a target group's health check is where the request says nothing, and which answers it may
/// call healthy.
final class HealthCheckDefaults {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int HEALTHY_THRESHOLD = 5;
    private static final int UNHEALTHY_THRESHOLD = 2;
    private static final int LOWEST_CODE = 200;
    private static final int HIGHEST_CODE = 499;
    private static final int HIGHEST_NETWORK_CODE = 599;

    /// AWS's own: a method that no server has, which answers 12, unimplemented.
    private static final String GRPC_PATH = "/AWS.ALB/healthcheck";

    private static final String GRPC_MATCHER = "12";

    private HealthCheckDefaults() {}

    /// `version` is the group's protocol version.
    static HealthCheck of(Protocol group, Protocol check, String version) {
        boolean grpc = version.equals(TargetGroup.GRPC);
        return new HealthCheck(
                true,
                check,
                Optional.empty(),
                path(check, grpc),
                INTERVAL,
                timeout(group, check),
                HEALTHY_THRESHOLD,
                UNHEALTHY_THRESHOLD,
                grpc ? GRPC_MATCHER : matcher(group, check));
    }

    private static String path(Protocol check, boolean grpc) {
        if (!check.isHttp()) {
            return "";
        }
        return grpc ? GRPC_PATH : "/";
    }

    private static Duration timeout(Protocol group, Protocol check) {
        if (group.isHttp()) {
            return Duration.ofSeconds(5);
        }
        return Duration.ofSeconds(check == Protocol.HTTP ? 6 : 10);
    }

    private static String matcher(Protocol group, Protocol check) {
        if (!check.isHttp()) {
            return "";
        }
        return group.isHttp() ? "200" : "200-399";
    }

    /// `0`, `0,12` or `0-99`.
    static String checkedGrpcMatcher(String codes) {
        if (!codes.matches("\\d{1,2}(-\\d{1,2})?(,\\d{1,2}(-\\d{1,2})?)*")) {
            throw ApiFault.validation(
                    "Health check matcher gRPC code '"
                            + codes
                            + "' must be a list of codes or ranges of codes within '0-99'"
                            + " inclusive");
        }
        return codes;
    }

    /// `200`, `200,202` or `200-299`, inside what the kind of group allows.
    static String checkedMatcher(String codes, Protocol group) {
        int highest = group.isHttp() ? HIGHEST_CODE : HIGHEST_NETWORK_CODE;
        if (!codes.matches("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*")) {
            throw ApiFault.validation(
                    "Health check matcher HTTP code '"
                            + codes
                            + "' must be a list of codes or ranges of codes");
        }
        for (String code : codes.split("[,-]")) {
            int number = Integer.parseInt(code);
            if (number < LOWEST_CODE || number > highest) {
                throw ApiFault.validation(
                        "Health check matcher HTTP code '"
                                + code
                                + "' must be within '200-"
                                + highest
                                + "' inclusive");
            }
        }
        return codes;
    }
}
