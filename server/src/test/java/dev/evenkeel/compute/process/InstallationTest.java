package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Orders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver's part of the data directory.
class InstallationTest {
    @TempDir Path data;

    private Installation open() throws Exception {
        return Installation.open(data, Map.of("greet", List.of("echo", "it's", "$HOME & more")));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsMadeWhereThereIsNothing() throws Exception {
        Installation installation = Installation.open(data.resolve("a/b"), Map.of());
        assertThat(installation.instances()).isEmptyDirectory();
        assertThat(installation.script("boot")).isExecutable();
        assertThat(installation.script("init")).isExecutable();
        assertThat(installation.zonesOff()).isEmpty();
    }

    @Test
    void instancesAreForTheOwnersEyes() throws Exception {
        Path instances = open().instances();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instances)))
                .isEqualTo("rwx------");
    }

    @Test
    void commandsAreRunWordByWord() throws Exception {
        String greet = open().bin().resolve("greet").toString();
        assertThat(run(greet, "a b", "*")).isEqualTo("it's $HOME & more a b *\n");
    }

    @Test
    void aScriptThatIsBeingReadIsReplacedNotOverwritten() throws Exception {
        Path boot = open().script("boot");
        Object before = Files.getAttribute(boot, "unix:ino");
        open();
        assertThat(Files.getAttribute(boot, "unix:ino")).isNotEqualTo(before);
        assertThat(boot).isExecutable();
    }

    @Test
    void theScriptsAreGoodShell() throws Exception {
        Installation installation = open();
        for (String script : List.of("boot", "init")) {
            assertThat(run("/bin/sh", "-n", installation.script(script).toString()))
                    .as(script)
                    .isEmpty();
        }
    }

    @Test
    void directoriesThatBearIdsAreInstances() throws Exception {
        Installation installation = open();
        for (int i = 3; i > 0; i--) {
            Files.createDirectory(installation.directory(Orders.id(i)).path());
        }
        Files.createDirectory(installation.instances().resolve("i-nobody"));
        Files.createFile(installation.instances().resolve(Orders.id(9).value()));
        assertThat(installation.ids()).containsExactly(Orders.id(1), Orders.id(2), Orders.id(3));
    }

    @Test
    void whatWasSaidAboutZonesIsKeptForTheNextDriver() throws Exception {
        var zones = new Zones(open());
        zones.say("us-east-1a", false);
        zones.say("us-east-1b", false);
        zones.say("us-east-1b", true);
        zones.note("us-east-1a");
        zones.note("us-east-1a");
        zones.note("us-east-1b");
        var next = new Zones(open());
        assertThat(next.isOff("us-east-1a")).isTrue();
        assertThat(next.isOff("us-east-1b")).isFalse();
        next.say("us-east-1a", true);
        next.note("us-east-1a");
        assertThat(new Zones(open()).isOff("us-east-1a")).isFalse();
    }
}
