package dev.evenkeel.wire.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The generator's entry: `Generate MODELS TARGET` reads every `*.json` in MODELS and writes one
/// package per service below TARGET.
public final class Generate {
    private Generate() {}

    public static void main(String[] arguments) throws IOException {
        Path models = Path.of(arguments[0]);
        SourceTree target = new SourceTree(Path.of(arguments[1]));
        for (Path file : jsonFiles(models)) {
            ServiceModel model = ServiceModel.parse(Files.readString(file));
            writeService(model, target);
        }
        target.removeLeftovers();
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static void writeService(ServiceModel model, SourceTree target) throws IOException {
        String folder = model.packageName().replace('.', '/') + "/";
        target.write(folder + "package-info.java", packageDoc(model));
        for (String shape : model.structures()) {
            target.write(
                    folder + ServiceModel.className(shape) + ".java",
                    new RecordSource(model, shape).text());
        }
        target.write(folder + "Scalars.java", new ScalarsSource(model).text());
        target.write(folder + model.prefix() + "Errors.java", new ErrorsSource(model).text());
        target.write(
                folder + model.prefix() + "Operations.java", new OperationsSource(model).text());
    }

    private static String packageDoc(ServiceModel model) {
        return """
        /// The shapes of AWS %s %s, generated from its service model.
        @NullMarked
        package %s;

        import org.jspecify.annotations.NullMarked;
        """
                .formatted(
                        model.metadata("serviceId"),
                        model.metadata("apiVersion"),
                        model.packageName());
    }
}
