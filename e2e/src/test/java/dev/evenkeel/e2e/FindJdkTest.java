package dev.evenkeel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the launcher and the wrapper find the JDK they run on: by what a JDK says of itself, in a
/// fixed order of places.
class FindJdkTest {
    private static final Path SCRIPT =
            Path.of("..", ".mvn", "find-jdk.sh").toAbsolutePath().normalize();

    @TempDir Path root;

    @Test
    void aJdkIsKnownByItsReleaseFile() throws IOException {
        assertThat(found(Map.of("JAVA_HOME", jdk("latest", "25.0.3"))))
                .isEqualTo(root.resolve("latest").toString());
        assertThat(found(Map.of("JAVA_HOME", jdk("general", "25"))))
                .isEqualTo(root.resolve("general").toString());
        assertThat(found(Map.of("JAVA_HOME", jdk("early", "25-ea"))))
                .isEqualTo(root.resolve("early").toString());
    }

    @Test
    void aNameThatPromisesMoreThanTheReleaseFileIsNotBelieved() throws IOException {
        String old = jdk("jdk-25", "17.0.15");
        String later = jdk("jdk-25-too", "250.1");

        assertThat(found(Map.of("JAVA_HOME", old))).isNotEqualTo(old);
        assertThat(found(Map.of("JAVA_HOME", later))).isNotEqualTo(later);
    }

    @Test
    void aRuntimeWithoutACompilerIsNotEnough() throws IOException {
        String runtime = jdk("jre", "25.0.3");
        Files.delete(Path.of(runtime, "bin", "javac"));

        assertThat(found(Map.of("JAVA_HOME", runtime))).isNotEqualTo(runtime);
    }

    @Test
    void ourOwnVariableWinsOverJavaHome() throws IOException {
        String ours = jdk("ours", "25.0.1");

        assertThat(found(Map.of("EVENKEEL_JAVA_HOME", ours, "JAVA_HOME", jdk("theirs", "25.0.3"))))
                .isEqualTo(ours);
    }

    @Test
    void ourOwnVariableThatIsWrongIsAnErrorAndNotPassedOver() throws IOException {
        assertThat(
                        found(
                                Map.of(
                                        "EVENKEEL_JAVA_HOME",
                                        jdk("old", "21.0.1"),
                                        "JAVA_HOME",
                                        jdk("good", "25.0.3"))))
                .contains("EVENKEEL_JAVA_HOME is " + root.resolve("old"))
                .contains("not a JDK 25");
    }

    @Test
    void aPathWithASpaceIsAPath() throws IOException {
        assertThat(found(Map.of("JAVA_HOME", jdk("my jdk", "25.0.3"))))
                .isEqualTo(root.resolve("my jdk").toString());
    }

    @Test
    void whereThereIsNoneOneSentenceNamesTheCommandThatInstallsOne() throws IOException {
        String said =
                shell(
                        "is_jdk_25() { return 1; }; find_jdk || echo status $?",
                        Map.of("PATH", System.getenv().getOrDefault("PATH", "")));

        assertThat(said.lines()).hasSize(2);
        assertThat(said).contains("no JDK 25 found; install one with: ").endsWith("status 1");
    }

    /// A folder that looks like a JDK of this version.
    private String jdk(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Path file = Files.createFile(home.resolve("bin").resolve(program));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\""
                        + version
                        + "\"\nJAVA_VERSION_DATE=\"2026-01-01\"\n");
        return home.toString();
    }

    private static String found(Map<String, String> variables) throws IOException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        return shell("find_jdk || true", environment);
    }

    private static String shell(String command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-euc", ". \"$0\"; " + command, SCRIPT.toString())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try (var out = builder.start().getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
