package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.List;
import java.util.regex.Pattern;

/// Checks where logs are to go, by S3's rules: names of buckets and prefixes become directories.
final class LogBuckets {
    private static final List<String> LOGS =
            List.of("access_logs.s3.", "connection_logs.s3.", "health_check_logs.s3.");
    private static final Pattern BUCKET =
            Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX =
            Pattern.compile("(?!.*AWSLogs)[\\w!*'()-][\\w!*'(). -]*(/[\\w!*'()-][\\w!*'(). -]*)*");

    private LogBuckets() {}

    /// Refuses logs that are on but have no place to go.
    static void check(Attributes attributes) {
        for (String log : LOGS) {
            if (attributes.isTrue(log + "enabled", false)) {
                check(log, attributes.get(log + "bucket", ""), attributes.get(log + "prefix", ""));
            }
        }
    }

    private static void check(String log, String bucket, String prefix) {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    bucket.isEmpty()
                            ? "The attribute '" + log + "bucket' must be set to enable these logs"
                            : "The S3 bucket '" + bucket + "' is not a valid name");
        }
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "The S3 prefix '" + prefix + "' is not valid");
        }
    }
}
