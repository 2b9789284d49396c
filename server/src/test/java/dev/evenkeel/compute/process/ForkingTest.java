package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting processes and writing the scripts of others at the same time.
class ForkingTest {
    @TempDir Path ground;
    private final Forking forking = new Forking();

    @Test
    void aScriptThatWasJustWrittenCanBeRun() throws Exception {
        List<CompletableFuture<Integer>> statuses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Path script = ground.resolve("script-" + i);
            var status = new CompletableFuture<Integer>();
            statuses.add(status);
            Background.virtualThreads()
                    .run(
                            "run " + i,
                            () -> {
                                try {
                                    status.complete(writeAndRun(script));
                                } catch (IOException | InterruptedException e) {
                                    status.completeExceptionally(e);
                                }
                            });
        }
        for (CompletableFuture<Integer> status : statuses) {
            assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }

    private int writeAndRun(Path script) throws IOException, InterruptedException {
        forking.write(() -> {
            Files.writeString(script, "#!/bin/sh\nexit 7\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        });
        return forking.start(new ProcessBuilder(script.toString())).waitFor();
    }

    @Test
    void aStartThatFailsHoldsNobodyUp() throws Exception {
        assertThat(startFails()).isTrue();
        forking.write(() -> Files.createFile(ground.resolve("written")));
        assertThat(ground.resolve("written")).exists();
    }

    private boolean startFails() {
        try {
            return !forking.start(new ProcessBuilder("/no/such/program")).isAlive();
        } catch (IOException e) {
            return true;
        }
    }
}
