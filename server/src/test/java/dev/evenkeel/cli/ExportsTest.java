package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines are for a shell, so a shell says whether they are right.
class ExportsTest {
    private static final String AWKWARD = "it's \"$HOME\" `id` \\ and %s";

    @Test
    void aShellReadsTheValuesAsTheyAre() throws IOException {
        assertThat(evaluated("printf '%s' \"$AWS_SECRET_ACCESS_KEY\"", Map.of()))
                .isEqualTo(AWKWARD);
        assertThat(evaluated("printf '%s' \"$AWS_ENDPOINT_URL $AWS_REGION\"", Map.of()))
                .isEqualTo("http://127.0.0.1:4566 us-east-1");
    }

    @Test
    void aProfileOrSessionOfBeforeDoesNotGetInTheWay() throws IOException {
        assertThat(
                        evaluated(
                                "echo \"${AWS_PROFILE-none} ${AWS_SESSION_TOKEN-none}\"",
                                Map.of("AWS_PROFILE", "work", "AWS_SESSION_TOKEN", "old")))
                .isEqualTo("none none\n");
    }

    @Test
    void oldCommandLineClientsAreToldTheEndpoint(@TempDir Path bin) throws IOException {
        Path aws = Files.writeString(bin.resolve("aws"), "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = bin + ":" + System.getenv().getOrDefault("PATH", "");

        assertThat(evaluated("aws ec2 describe-vpcs --output 'a b'", Map.of("PATH", path)))
                .isEqualTo("--endpoint-url http://127.0.0.1:4566 ec2 describe-vpcs --output a b\n");
    }

    private static String evaluated(String command, Map<String, String> variables)
            throws IOException {
        Settings settings =
                Settings.from(new Values(Map.of(), Map.of("HOME", "/home/ada"), Map.of()));
        List<String> lines = Exports.of(settings, new AccessKey("AKIAEXAMPLE", AWKWARD));
        ProcessBuilder shell =
                new ProcessBuilder(
                                "sh", "-euc", "eval \"$0\"; " + command, String.join("\n", lines))
                        .redirectErrorStream(true);
        shell.environment().putAll(variables);
        try (var out = shell.start().getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
