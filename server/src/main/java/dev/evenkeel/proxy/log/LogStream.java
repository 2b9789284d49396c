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
        ACCESS("", "AccessLog"),
        CONNECTION("conn_log.", "ConnectionLog"),
        HEALTH_CHECK("health_check_log_", "HealthCheckLog");

        private final String fileNameStart;
        private final String word;

        Kind(String fileNameStart, String word) {
            this.fileNameStart = fileNameStart;
            this.word = word;
        }
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /// The file for the interval that ends at `end`, below the directory of all buckets. `random`
    /// tells files of one interval apart.
    Path file(Path buckets, Instant end, String random) {
        return account(buckets)
                .resolve("elasticloadbalancing")
                .resolve(scope.region())
                .resolve(DAY.format(end))
                .resolve(fileName(end, random));
    }

    private Path account(Path buckets) {
        Path directory = buckets.resolve(bucket);
        return (prefix.isEmpty() ? directory : directory.resolve(prefix))
                .resolve("AWSLogs")
                .resolve(scope.account());
    }

    /// The file that shows where the log will be, before there is a line of it.
    Path testFile(Path buckets) {
        return account(buckets).resolve("ELB" + kind.word + "TestFile");
    }

    String testText(Instant now) {
        return "Enable " + kind.word + " for ELB: " + loadBalancer + " at " + now + "\n";
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
