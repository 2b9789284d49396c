package dev.evenkeel.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Puts each mutant into the product, compiles the one file anew, and runs the tests that must
/// notice. Not part of a build: it takes minutes, and `.ci/mutants` runs it.
class MutantHunt {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    @ParameterizedTest
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @MethodSource("mutants")
    void everyMutantIsKilled(Mutant mutant, @TempDir Path scratch) throws Exception {
        assertThat(mutant.places()).as("places in %s", mutant.file()).isOne();
        compile(mutant, scratch);
        var survived = new ArrayList<String>();
        for (String killer : mutant.killers()) {
            String failed = failure(killer, scratch);
            System.out.printf(
                    "%s: %s: %s%n",
                    mutant, killer, failed.isEmpty() ? "SURVIVED" : "killed by " + failed);
            if (failed.isEmpty()) {
                survived.add(killer);
            }
        }
        assertThat(survived).as("tests that %s survived", mutant).isEmpty();
    }

    /// In a JVM of its own, the mutant first on the class path: some never come to an end.
    private static String failure(String killer, Path scratch) throws Exception {
        Path told = scratch.resolve("told.txt");
        Process trial =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dseeds=" + Integer.getInteger("seeds", 300),
                                "-cp",
                                scratch + File.pathSeparator + CLASS_PATH,
                                Trial.class.getName(),
                                killer,
                                told.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("log.txt").toFile())
                        .start();
        try {
            assertThat(trial.waitFor(9, TimeUnit.MINUTES)).as("end of %s", killer).isTrue();
        } finally {
            trial.destroyForcibly();
        }
        assertThat(trial.exitValue()).as(Files.readString(scratch.resolve("log.txt"))).isZero();
        return Files.readString(told);
    }

    private static void compile(Mutant mutant, Path scratch) throws IOException {
        Path source = scratch.resolve(mutant.file().getFileName());
        Files.writeString(source, mutant.source());
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-nowarn",
                                "-cp",
                                CLASS_PATH,
                                "-d",
                                scratch.toString(),
                                source.toString());
        assertThat(result).as("compilation of %s", mutant.file()).isZero();
    }
}
