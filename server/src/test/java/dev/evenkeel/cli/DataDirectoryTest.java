package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @Test
    void isMadeForItsOwnerAlone(@TempDir Path root) throws IOException {
        DataDirectory.at(root.resolve("state/evenkeel"));

        assertThat(permissions(root.resolve("state/evenkeel"))).isEqualTo("rwx------");
    }

    @Test
    void keepsTheKeyThatWasMadeFirst(@TempDir Path root) throws IOException {
        AccessKey first = DataDirectory.at(root).accessKey(new Random(1));
        AccessKey later = DataDirectory.at(root).accessKey(new Random(2));

        assertThat(later).isEqualTo(first);
        assertThat(first.id()).matches("AKIA[A-Z2-7]{16}");
        assertThat(first.secret()).hasSize(40);
        assertThat(permissions(root.resolve("access-key"))).isEqualTo("rw-------");
        assertThat(root.toFile().list()).containsExactly("access-key");
    }

    @Test
    void keepsASecretThatWasMadeFirst(@TempDir Path root) throws IOException {
        byte[] first = DataDirectory.at(root).secret("cookie-key", 32, new Random(1));
        byte[] later = DataDirectory.at(root).secret("cookie-key", 32, new Random(2));

        assertThat(later).isEqualTo(first).hasSize(32);
        assertThat(permissions(root.resolve("cookie-key"))).isEqualTo("rw-------");
    }

    @Test
    void aDamagedSecretIsToldWithTheCure(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("cookie-key"), "half");

        assertThatThrownBy(() -> DataDirectory.at(root).secret("cookie-key", 32, new Random(1)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cookie-key is damaged; remove it");
    }

    @Test
    void letsOneServerInAtATime(@TempDir Path root) {
        DataDirectory directory = DataDirectory.at(root);
        try (DataDirectory.Lock _ = directory.lock()) {
            assertThatThrownBy(directory::lock)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("another server is using " + root);
        }
        directory.lock().close();
    }

    @Test
    void aPlaceThatCannotBeMadeIsToldWithTheCure(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.at(file.resolve("below")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--data DIR");
    }

    @Test
    void aKeysTextHidesItsSecret() {
        assertThat(new AccessKey("AKIAEXAMPLE", "hush")).hasToString("AccessKey[AKIAEXAMPLE]");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
