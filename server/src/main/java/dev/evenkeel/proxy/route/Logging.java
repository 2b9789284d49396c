package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.proxy.log.LogStream;
import java.util.Optional;

/// Which logs a frontend writes: the attributes `access_logs.s3.*` and `connection_logs.s3.*`.
/// Health checks have theirs, `health_check_logs.s3.*`.
public record Logging(Optional<LogStream> access, Optional<LogStream> connections) {
    public static final Logging OFF = new Logging(Optional.empty(), Optional.empty());

    /// The logs of the node at `address`.
    public static Logging of(LoadBalancer balancer, String address) {
        return new Logging(
                stream(balancer, address, LogStream.Kind.ACCESS),
                stream(balancer, address, LogStream.Kind.CONNECTION));
    }

    /// The log of a kind, if its attributes switch it on.
    public static Optional<LogStream> stream(
            LoadBalancer balancer, String address, LogStream.Kind kind) {
        Attributes attributes = balancer.attributes();
        String prefix =
                switch (kind) {
                    case ACCESS -> "access_logs.s3.";
                    case CONNECTION -> "connection_logs.s3.";
                    case HEALTH_CHECK -> "health_check_logs.s3.";
                };
        String bucket = attributes.get(prefix + "bucket", "");
        if (!attributes.isTrue(prefix + "enabled", false) || bucket.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new LogStream(
                        kind,
                        bucket,
                        attributes.get(prefix + "prefix", ""),
                        balancer.scope(),
                        new Arn(balancer.id()).tail(),
                        address));
    }
}
