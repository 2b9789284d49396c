package dev.evenkeel.structure;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The project's own source files, as the build finds them from the folder of the `server` module.
final class Sources {
    private static final List<Path> MODULES =
            List.of(Path.of("."), Path.of("..", "bench"), Path.of("..", "e2e"));

    private Sources() {}

    static List<Path> main() {
        return files("src/main/java", ".java");
    }

    static List<Path> tests() {
        return files("src/test/java", ".java");
    }

    /// Scenario files: tests whose next case needs no Java.
    static List<Path> scenarios() {
        return files("src/test/resources", ".txt");
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static int lines(List<Path> files) {
        return files.stream().mapToInt(file -> lines(file).size()).sum();
    }

    static List<Shape> shapes(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Shape> shapes = new ArrayList<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                String file = String.valueOf(Path.of(unit.getSourceFile().getName()).getFileName());
                shapes.addAll(Shape.of(unit, file, positions));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return shapes;
    }

    private static List<Path> files(String folder, String ending) {
        return MODULES.stream()
                .map(module -> module.resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(root -> walk(root, ending))
                .toList();
    }

    private static Stream<Path> walk(Path root, String ending) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
