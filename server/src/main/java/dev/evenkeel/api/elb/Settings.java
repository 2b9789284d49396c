package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.isTrue;
import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.AccessLog;
import dev.evenkeel.wire.elb.AdditionalAttribute;
import dev.evenkeel.wire.elb.ConnectionDraining;
import dev.evenkeel.wire.elb.ConnectionSettings;
import dev.evenkeel.wire.elb.CrossZoneLoadBalancing;
import dev.evenkeel.wire.elb.DescribeLoadBalancerAttributesInput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerAttributesOutput;
import dev.evenkeel.wire.elb.LoadBalancerAttributes;
import dev.evenkeel.wire.elb.ModifyLoadBalancerAttributesInput;
import dev.evenkeel.wire.elb.ModifyLoadBalancerAttributesOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The attributes of a Classic Load Balancer, kept under the names the model gives them.
final class Settings {
    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    private static final String DRAINING = ClassicLoadBalancer.DRAINING;
    private static final String DRAINING_SECONDS = ClassicLoadBalancer.DRAINING_SECONDS;
    private static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";
    private static final String DESYNC = "elb.http.desyncmitigationmode";
    private static final String MODE = "routing.http.desync_mitigation_mode";
    private static final String DEFENSIVE = "defensive";
    private static final int DEFAULT_DRAINING = 300;
    private static final int MAX_SECONDS = 3600;
    private static final int DEFAULT_IDLE = 60;

    private Settings() {}

    static DescribeLoadBalancerAttributesOutput describe(
            World world, Call call, DescribeLoadBalancerAttributesInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        return new DescribeLoadBalancerAttributesOutput(shown(lb.attributes()));
    }

    static Decision<ModifyLoadBalancerAttributesOutput> modify(
            World world, Call call, ModifyLoadBalancerAttributesInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        var wanted = wanted(requireNonNull(input.loadBalancerAttributes()));
        ClassicLoadBalancer changed = lb.withAttributes(lb.attributes().with(wanted));
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyLoadBalancerAttributesOutput(lb.name(), shown(changed.attributes())));
    }

    private static Map<String, String> wanted(LoadBalancerAttributes given) {
        var wanted = new TreeMap<String, String>();
        CrossZoneLoadBalancing crossZone = given.crossZoneLoadBalancing();
        if (crossZone != null) {
            wanted.put(CROSS_ZONE, Boolean.toString(isTrue(crossZone.enabled())));
        }
        ConnectionDraining draining = given.connectionDraining();
        if (draining != null) {
            wanted.putAll(wanted(draining));
        }
        ConnectionSettings connection = given.connectionSettings();
        if (connection != null) {
            wanted.put(IDLE_TIMEOUT, String.valueOf(connection.idleTimeout()));
        }
        AccessLog log = given.accessLog();
        if (log != null && isTrue(log.enabled())) {
            throw Lookup.invalid("Access logs are not supported");
        }
        orEmpty(given.additionalAttributes()).forEach(each -> wanted.put(MODE, mode(each)));
        return wanted;
    }

    private static Map<String, String> wanted(ConnectionDraining draining) {
        Integer timeout = draining.timeout();
        String enabled = Boolean.toString(isTrue(draining.enabled()));
        if (timeout == null) {
            return Map.of(DRAINING, enabled);
        }
        if (timeout < 1 || timeout > MAX_SECONDS) {
            throw ApiFault.validation(
                    "ConnectionDraining timeout must be between 1 and 3600 seconds");
        }
        return Map.of(DRAINING, enabled, DRAINING_SECONDS, Integer.toString(timeout));
    }

    private static String mode(AdditionalAttribute attribute) {
        String value = String.valueOf(attribute.value());
        if (!DESYNC.equals(attribute.key()) || !value.matches("monitor|defensive|strictest")) {
            throw ApiFault.validation(
                    "The additional attribute '"
                            + attribute.key()
                            + "' cannot have the value '"
                            + value
                            + "'");
        }
        return value;
    }

    private static LoadBalancerAttributes shown(Attributes attributes) {
        return new LoadBalancerAttributes(
                new CrossZoneLoadBalancing(attributes.isTrue(CROSS_ZONE, false)),
                AccessLog.builder().enabled(false).build(),
                new ConnectionDraining(
                        attributes.isTrue(DRAINING, false),
                        attributes.number(DRAINING_SECONDS, DEFAULT_DRAINING)),
                new ConnectionSettings(attributes.number(IDLE_TIMEOUT, DEFAULT_IDLE)),
                List.of(new AdditionalAttribute(DESYNC, attributes.get(MODE, DEFENSIVE))));
    }
}
