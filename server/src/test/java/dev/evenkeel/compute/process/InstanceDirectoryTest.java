package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.ConsoleOutput;
import dev.evenkeel.compute.Orders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an instance has on disk.
class InstanceDirectoryTest {
    @TempDir Path ground;
    private InstanceDirectory instance;

    @BeforeEach
    void name() {
        instance = new InstanceDirectory(Orders.id(1), ground.resolve(Orders.id(1).value()));
    }

    private void write() throws Exception {
        instance.write(Identity.of(Orders.order(1, "")));
    }

    @Test
    void beforeItIsWrittenThereIsNothing() throws Exception {
        assertThat(instance.exists()).isFalse();
        assertThat(instance.identity()).isEmpty();
        assertThat(instance.main()).isEmpty();
        assertThat(instance.console(100)).isEmpty();
        instance.trimConsole(100);
        instance.delete();
    }

    @Test
    void itsIdentityIsKept() throws Exception {
        write();
        assertThat(instance.identity()).contains(Identity.of(Orders.order(1, "")));
        assertThat(instance.root()).isDirectory();
        assertThat(instance.scripts()).isEmptyDirectory();
    }

    @Test
    void writingItAgainKeepsWhatTheInstanceWrote() throws Exception {
        write();
        Files.writeString(instance.root().resolve("data"), "precious");
        write();
        assertThat(instance.root().resolve("data")).hasContent("precious");
    }

    @Test
    void bootsNoteNamesItsMainProcess() throws Exception {
        write();
        Files.writeString(instance.path().resolve("pid"), "12 345 namespace\n");
        assertThat(instance.main()).contains(new MainProcess(12, 345, true));
    }

    @Test
    void theConsoleIsItsLastPartWithTheTimeOfWriting() throws Exception {
        write();
        instance.print("one");
        instance.print("two");
        var written = Instant.parse("2026-01-01T00:00:00Z");
        Files.setLastModifiedTime(instance.consoleFile(), FileTime.from(written));
        assertThat(instance.console(100)).contains(new ConsoleOutput("one\ntwo\n", written));
        assertThat(instance.console(4)).contains(new ConsoleOutput("two\n", written));
    }

    @Test
    void aConsoleIsCutOnlyWhenItIsFarTooLong() throws Exception {
        write();
        Files.writeString(instance.consoleFile(), "x".repeat(39));
        instance.trimConsole(10);
        assertThat(Files.size(instance.consoleFile())).isEqualTo(39);
        Files.writeString(instance.consoleFile(), "-the end", StandardOpenOption.APPEND);
        instance.trimConsole(10);
        assertThat(instance.consoleFile()).hasContent("xx-the end");
    }

    @Test
    void aWriterThatAppendsGoesOnAfterTheCut() throws Exception {
        write();
        try (var console =
                Files.newOutputStream(
                        instance.consoleFile(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            console.write("0123456789".repeat(10).getBytes(StandardCharsets.UTF_8));
            instance.trimConsole(10);
            console.write("!".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(instance.consoleFile()).hasContent("0123456789!");
    }

    @Test
    void itIsDeletedWithEverythingInItAndNothingElse() throws Exception {
        write();
        Path outside = Files.createDirectory(ground.resolve("outside"));
        Files.createFile(outside.resolve("kept"));
        Files.createDirectories(instance.root().resolve("a/b/c"));
        Files.createFile(instance.root().resolve("a/b/c/d"));
        Files.createSymbolicLink(instance.root().resolve("link"), outside);
        instance.delete();
        assertThat(instance.exists()).isFalse();
        assertThat(outside.resolve("kept")).exists();
    }
}
