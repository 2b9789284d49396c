package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Structure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.loader.ModelAssembler;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.traits.Trait;

/// One case of Smithy's protocol tests: bytes on the wire, and the values they stand for.
record SmithyVector(
        String id,
        String protocol,
        String operation,
        Structure<Bag> shape,
        boolean isUnit,
        ObjectNode params,
        ObjectNode test) {

    private static final Model MODEL = load();
    private static final String REQUESTS = "smithy.test#httpRequestTests";
    private static final String ANSWERS = "smithy.test#httpResponseTests";

    /// What clients send to servers, in one protocol (`awsQuery`, `rpcv2Cbor`, ...).
    static Stream<SmithyVector> requests(String protocol) {
        return vectors(protocol, REQUESTS);
    }

    /// What servers answer to clients. Errors have vectors of their own, which are not among these.
    static Stream<SmithyVector> answers(String protocol) {
        return vectors(protocol, ANSWERS);
    }

    private static Stream<SmithyVector> vectors(String protocol, String trait) {
        return MODEL.shapes(OperationShape.class)
                .sorted()
                .flatMap(operation -> vectors(operation, trait))
                .filter(vector -> vector.protocol().equals(protocol));
    }

    private static Stream<SmithyVector> vectors(OperationShape operation, String name) {
        Optional<Trait> trait = operation.findTrait(ShapeId.from(name));
        ShapeId input =
                name.equals(REQUESTS) ? operation.getInputShape() : operation.getOutputShape();
        List<Node> tests =
                trait.map(found -> found.toNode().expectArrayNode().getElements())
                        .orElse(List.of());
        return tests.stream()
                .map(Node::expectObjectNode)
                .filter(test -> !test.getStringMemberOrDefault("appliesTo", "").equals("client"))
                .map(test -> vector(operation, input, test));
    }

    private static SmithyVector vector(OperationShape operation, ShapeId shape, ObjectNode test) {
        String protocol = test.expectStringMember("protocol").getValue();
        String shortName = protocol.substring(protocol.indexOf('#') + 1);
        return new SmithyVector(
                test.expectStringMember("id").getValue(),
                shortName,
                operation.getId().getName(),
                new SmithyShapes(MODEL, shortName).structure(shape),
                shape.getName().equals("Unit"),
                test.getObjectMember("params").orElse(Node.objectNode()),
                test);
    }

    String body() {
        return test.getStringMemberOrDefault("body", "");
    }

    private static Model load() {
        ModelAssembler assembler =
                Model.assembler()
                        .putProperty(ModelAssembler.ALLOW_UNKNOWN_TRAITS, true)
                        .disableValidation();
        modelFiles().forEach(assembler::addImport);
        return assembler.assemble().getResult().orElseThrow();
    }

    private static List<URL> modelFiles() {
        try {
            List<URL> files = new ArrayList<>();
            for (URL manifest :
                    Collections.list(
                            SmithyVector.class
                                    .getClassLoader()
                                    .getResources("META-INF/smithy/manifest"))) {
                if (manifest.toString().contains("protocol-tests")) {
                    files.addAll(listed(manifest));
                }
            }
            return files;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<URL> listed(URL manifest) throws IOException {
        String folder = manifest.toString().replaceAll("manifest$", "");
        try (var in = manifest.openStream()) {
            List<URL> files = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .split("\n")) {
                files.add(java.net.URI.create(folder + line.strip()).toURL());
            }
            return files;
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
