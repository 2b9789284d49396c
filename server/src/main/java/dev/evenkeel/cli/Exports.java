package dev.evenkeel.cli;

import java.util.List;

/// The lines of `eval "$(evenkeel env)"`: they point the AWS tools of this shell at a server.
final class Exports {
    private Exports() {}

    /// The function is for command line clients older than 2.13, which do not read
    /// `AWS_ENDPOINT_URL`.
    static List<String> of(Settings settings, AccessKey key) {
        return List.of(
                export("AWS_ENDPOINT_URL", settings.listen().url()),
                export("AWS_ACCESS_KEY_ID", key.id()),
                export("AWS_SECRET_ACCESS_KEY", key.secret()),
                export("AWS_DEFAULT_REGION", settings.scope().region()),
                export("AWS_REGION", settings.scope().region()),
                "unset AWS_PROFILE AWS_SESSION_TOKEN",
                "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }");
    }

    private static String export(String name, String value) {
        return "export " + name + "='" + value.replace("'", "'\\''") + "'";
    }
}
