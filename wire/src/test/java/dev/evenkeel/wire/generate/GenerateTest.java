package dev.evenkeel.wire.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
    private static final String MODEL =
            """
            {"metadata": {"name": "garden", "prefix": "Garden", "serviceId": "Garden", "apiVersion": "2026-01-31",
                          "endpointPrefix": "garden", "xmlNamespace": "http://garden/", "protocols": ["rest-xml"]},
             "operations": {
               "Plant": {"name": "Plant", "http": {"method": "POST", "requestUri": "/bed"}, "input": {"shape": "Bed"},
                         "output": {"shape": "Harvest", "resultWrapper": "PlantResult"}, "errors": ["Frost"]},
               "Rest": {"name": "Rest", "errors": []}},
             "shapes": {
               "Bed": {"type": "structure", "required": ["Default"], "xmlNamespace": {"uri": "u"}, "members": {
                 "Default": {"shape": "Seed", "xmlAttribute": true, "xmlNamespace": {"prefix": "x", "uri": "u"}},
                 "Rows": {"shape": "Rows"},
                 "Labels": {"shape": "Labels"},
                 "Inner": {"shape": "Bed"},
                 "PlantedAt": {"shape": "Moment"},
                 "Photo": {"shape": "Photo"},
                 "Watered": {"shape": "Truth"},
                 "Depth": {"shape": "Centimetres"}}},
               "Harvest": {"type": "structure", "members": {}},
               "Seed": {"type": "string", "pattern": "[\\\\u0020-\\\\uD7FF]+\\\"", "min": 1},
               "Rows": {"type": "list", "member": {"shape": "Row"}, "min": 1, "max": 9},
               "Row": {"type": "list", "member": {"shape": "Seed", "locationName": "plant"}, "flattened": true},
               "Labels": {"type": "map", "key": {"shape": "Seed"}, "value": {"shape": "Centimetres"}},
               "Moment": {"type": "timestamp", "timestampFormat": "rfc822"},
               "Photo": {"type": "blob"},
               "Truth": {"type": "boolean"},
               "Centimetres": {"type": "double", "max": 40},
               "Frost": {"type": "structure", "members": {}, "exception": true,
                         "error": {"code": "Frost", "httpStatusCode": 503}}}}
            """;

    @TempDir Path folder;

    private Path models() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.writeString(models.resolve("garden.json"), MODEL);
        Files.writeString(models.resolve("NOTICE"), "not a model");
        return models;
    }

    private Path generate() throws IOException {
        Path sources = folder.resolve("sources");
        Generate.main(new String[] {models().toString(), sources.toString()});
        return sources;
    }

    @Test
    void oneModelBecomesOnePackage() throws IOException {
        Path garden = generate().resolve("dev/evenkeel/wire/garden");
        try (Stream<Path> files = Files.list(garden)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "Bed.java",
                            "Harvest.java",
                            "Scalars.java",
                            "GardenErrors.java",
                            "GardenOperations.java",
                            "package-info.java");
        }
    }

    @Test
    void aShapeThatWentAwayTakesItsRecordWithIt() throws IOException {
        Path leftover = generate().resolve("dev/evenkeel/wire/garden/Weed.java");
        Files.writeString(leftover, "class Weed {}");
        generate();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void whatIsGeneratedCompilesAndWorks() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(compile(generate(), classes)).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> bed = loader.loadClass("dev.evenkeel.wire.garden.Bed");
            Object builder = bed.getMethod("builder").invoke(null);
            call(builder, "default_", String.class, "oak");
            call(builder, "rows", List.class, List.of(List.of("oak")));
            call(builder, "depth", Double.class, 3.5);
            Object built = builder.getClass().getMethod("build").invoke(builder);
            assertThat(built.toString())
                    .contains("default_=oak", "rows=[[oak]]", "depth=3.5", "photo=null");
        }
    }

    private static void call(Object builder, String name, Class<?> type, Object value)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        builder.getClass().getMethod(name, type).invoke(builder, value);
    }

    private static int compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        return compiler.run(null, null, null, arguments.toArray(String[]::new));
    }

    @Test
    void namesOfErrorsLoseTheirSuffixUnlessTwoWouldMeet() {
        ServiceModel model =
                ServiceModel.parse(
                        """
                        {"metadata": {"name": "x", "prefix": "X", "protocols": ["query"]}, "operations": {},
                         "shapes": {
                           "LostException": {"type": "structure", "members": {}, "exception": true},
                           "FullException": {"type": "structure", "members": {}, "exception": true},
                           "FullFault": {"type": "structure", "members": {}, "exception": true}}}
                        """);
        assertThat(new ErrorsSource(model).text())
                .contains("LOST = new ErrorCode(\"LostException\", \"LostException\", 400)")
                .contains("FULL_EXCEPTION = ", "FULL_FAULT = ");
    }

    @Test
    void textIsQuotedForJava() {
        assertThat(Sources.quoted("a\"b\\c\n\té\u0001"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\t\\u00e9\\u0001\"");
    }
}
