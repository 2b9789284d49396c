package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.Locale;

/// Which attributes of a target group exclude each other, or need each other.
final class TargetGroupRules {
    private static final String ALGORITHM = "load_balancing.algorithm.type";
    private static final String MITIGATION = "load_balancing.algorithm.anomaly_mitigation";
    private static final String EXTENSION = "x.algorithm";
    private static final String SLOW_START = "slow_start.duration_seconds";
    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    private static final String COOKIE_NAME = "stickiness.app_cookie.cookie_name";
    private static final String OWN_COOKIES = "AWSALB";

    private TargetGroupRules() {}

    /// Refuses `attributes`, all of a group as they would be, if they contradict each other.
    static void check(Attributes attributes) {
        String algorithm = attributes.get(ALGORITHM, "round_robin");
        if (attributes.number(SLOW_START, 0) > 0 && !algorithm.equals("round_robin")) {
            throw excluded(SLOW_START, ALGORITHM, algorithm);
        }
        if (attributes.get(MITIGATION, "off").equals("on")
                && !algorithm.equals("weighted_random")) {
            throw excluded(MITIGATION, ALGORITHM, algorithm);
        }
        String extension = attributes.get(EXTENSION, "off");
        if (attributes.number(SLOW_START, 0) > 0 && !extension.equals("off")) {
            throw excluded(SLOW_START, EXTENSION, extension);
        }
        if (attributes.get(MITIGATION, "off").equals("on") && !extension.equals("off")) {
            throw excluded(MITIGATION, EXTENSION, extension);
        }
        checkStickiness(attributes);
        checkThresholds(Threshold.dns(attributes), Threshold.routing(attributes));
    }

    private static void checkStickiness(Attributes attributes) {
        String name = attributes.get(COOKIE_NAME, "");
        if (name.toUpperCase(Locale.ROOT).startsWith(OWN_COOKIES)) {
            throw ApiFault.validation(
                    "Target group attribute key '"
                            + COOKIE_NAME
                            + "' cannot begin with '"
                            + OWN_COOKIES
                            + "', which is reserved for the load balancer");
        }
        if (!attributes.isTrue("stickiness.enabled", false)) {
            return;
        }
        if (attributes.get("stickiness.type", "").equals("app_cookie") && name.isEmpty()) {
            throw ApiFault.validation(
                    "Target group attribute key '"
                            + COOKIE_NAME
                            + "' must be set when 'stickiness.type' is 'app_cookie'");
        }
        if (attributes.get(CROSS_ZONE, "").equals("false")) {
            throw excluded("stickiness.enabled", CROSS_ZONE, "false");
        }
    }

    /// A zone leaves the DNS before, or when, its nodes use sick targets.
    private static void checkThresholds(Threshold dns, Threshold routing) {
        checkOrder("count", dns.count(), routing.count());
        checkOrder("percentage", dns.percentage(), routing.percentage());
    }

    private static void checkOrder(String unit, int dns, int routing) {
        if (dns > 0 && dns < routing) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Target group attribute key '"
                            + Threshold.DNS
                            + unit
                            + "' must be greater than or equal to '"
                            + Threshold.ROUTING
                            + unit
                            + "'");
        }
    }

    private static ApiFault excluded(String key, String other, String value) {
        return new ApiFault(
                Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                "Target group attribute key '"
                        + key
                        + "' cannot be set when '"
                        + other
                        + "' is '"
                        + value
                        + "'");
    }
}
