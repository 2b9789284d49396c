package dev.evenkeel.proxy.log;

import dev.evenkeel.model.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// One log of one node of a load balancer, and where its files go. `loadBalancer` is `app/NAME/ID`,
/// `address` the node's.
public record LogStream(
        Kind kind, String bucket, String prefix, Scope scope, String loadBalancer, String address) {
    private static final DateTimeFormatter DAY = pattern("yyyy/MM/dd");
    private static final DateTimeFormatter END = pattern("yyyyMMdd'T'HHmm'Z'");

    /// What is logged.
    public enum Kind {
        ACCESS(""),
        CONNECTION("conn_log."),
        HEALTH_CHECK("health_check_log_");

        private final String fileNameStart;

        Kind(String fileNameStart) {
            this.fileNameStart = fileNameStart;
        }
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /// The file for the interval that ends at `end`, below the directory of all buckets. `random`
    /// tells files of one interval apart.
    Path file(Path buckets, Instant end, String random) {
        Path directory = buckets.resolve(bucket);
        if (!prefix.isEmpty()) {
            directory = directory.resolve(prefix);
        }
        return directory
                .resolve("AWSLogs")
                .resolve(scope.account())
                .resolve("elasticloadbalancing")
                .resolve(scope.region())
                .resolve(DAY.format(end))
                .resolve(fileName(end, random));
    }

    private String fileName(Instant end, String random) {
        return kind.fileNameStart
                + String.join(
                        "_",
                        scope.account(),
                        "elasticloadbalancing",
                        scope.region(),
                        loadBalancer.replace('/', '.'),
                        END.format(end),
                        address,
                        random)
                + ".log.gz";
    }
}
