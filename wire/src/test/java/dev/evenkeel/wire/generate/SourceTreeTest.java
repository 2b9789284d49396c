package dev.evenkeel.wire.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
    @TempDir Path folder;

    @Test
    void anUnchangedFileIsLeftAlone() throws IOException {
        new SourceTree(folder).write("a/A.java", "class A {}");
        Path file = folder.resolve("a/A.java");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        new SourceTree(folder).write("a/A.java", "class A {}");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1_000));

        new SourceTree(folder).write("a/A.java", "class A { }");
        assertThat(Files.readString(file)).isEqualTo("class A { }");
    }

    @Test
    void whatNobodyWroteIsRemoved() throws IOException {
        new SourceTree(folder).write("a/Old.java", "");
        SourceTree next = new SourceTree(folder);
        next.write("a/New.java", "");
        next.removeLeftovers();
        assertThat(folder.resolve("a/Old.java")).doesNotExist();
        assertThat(folder.resolve("a/New.java")).exists();
    }

    @Test
    void twoShapesOfOneNameStopTheBuild() throws IOException {
        SourceTree tree = new SourceTree(folder);
        tree.write("a/A.java", "");
        assertThatThrownBy(() -> tree.write("a/A.java", "")).hasMessageContaining("a/A.java");
    }
}
