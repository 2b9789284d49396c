package dev.evenkeel.api.elb;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.ConfigureHealthCheckInput;
import dev.evenkeel.wire.elb.ConfigureHealthCheckOutput;
import dev.evenkeel.wire.elb.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How instances are asked whether they are well: `TCP:p`, `SSL:p`, `HTTP:p/path`, `HTTPS:p/path`.
final class HealthChecks {
    private static final Pattern TARGET = Pattern.compile("([A-Za-z]+):(\\d{1,5})(/.{0,1023})?");
    private static final int MAX_PORT = 65_535;

    private HealthChecks() {}

    static Decision<ConfigureHealthCheckOutput> configure(
            World world, Call call, ConfigureHealthCheckInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        ClassicHealthCheck check = of(requireNonNull(input.healthCheck()));
        return new Decision<>(
                List.of(new Change.Put(lb.withHealthCheck(check))),
                new ConfigureHealthCheckOutput(LoadBalancerView.of(check)));
    }

    private static ClassicHealthCheck of(HealthCheck given) {
        Matcher target = TARGET.matcher(requireNonNull(given.target()));
        if (!target.matches()) {
            throw ApiFault.validation(
                    "HealthCheck HTTP Target must specify a port followed by a path"
                            + " that begins with a slash. e.g. HTTP:80/ping/this/path");
        }
        Protocol protocol = protocol(target.group(1));
        var check =
                new ClassicHealthCheck(
                        protocol,
                        port(target.group(2)),
                        path(protocol, target),
                        Duration.ofSeconds(requireNonNull(given.interval())),
                        Duration.ofSeconds(requireNonNull(given.timeout())),
                        requireNonNull(given.unhealthyThreshold()),
                        requireNonNull(given.healthyThreshold()));
        if (check.timeout().compareTo(check.interval()) >= 0) {
            throw ApiFault.validation("HealthCheck timeout must be less than interval");
        }
        return check;
    }

    private static Protocol protocol(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TCP" -> Protocol.TCP;
            case "SSL" -> Protocol.SSL;
            default ->
                    throw ApiFault.validation(
                            "HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL");
        };
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw ApiFault.validation("HealthCheck Target port must be between 1 and 65535");
        }
        return port;
    }

    private static String path(Protocol protocol, Matcher target) {
        boolean hasPath = target.group(3) != null;
        if (protocol.isHttp() != hasPath) {
            throw ApiFault.validation(
                    protocol.isHttp()
                            ? "HealthCheck HTTP Target must specify a port followed by a path that"
                                    + " begins with a slash. e.g. HTTP:80/ping/this/path"
                            : "HealthCheck TCP Target must specify a port only. e.g. TCP:80");
        }
        return hasPath ? target.group(3) : "";
    }
}
