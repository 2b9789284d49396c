package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Http;
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
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.shapes.StructureShape;
import software.amazon.smithy.model.traits.ErrorTrait;
import software.amazon.smithy.model.traits.HttpTrait;
import software.amazon.smithy.model.traits.Trait;

/// One case of Smithy's protocol tests: bytes on the wire, and the values they stand for.
record SmithyVector(
        String id,
        String protocol,
        String operation,
        Structure<Bag> shape,
        boolean isUnit,
        Http http,
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

    /// What servers answer to clients when something is wrong; the operation is the error.
    static Stream<SmithyVector> faults(String protocol) {
        return MODEL.shapes(StructureShape.class)
                .sorted()
                .filter(shape -> shape.hasTrait(ErrorTrait.class))
                .flatMap(shape ->
                        tests(shape, ANSWERS)
                                .map(test -> vector(shape, shape.getId(), Http.RPC, test)))
                .filter(vector -> vector.protocol().equals(protocol));
    }

    private static Stream<SmithyVector> vectors(String protocol, String trait) {
        return MODEL.shapes(OperationShape.class)
                .sorted()
                .flatMap(operation -> vectors(operation, trait))
                .filter(vector -> vector.protocol().equals(protocol));
    }

    private static Stream<SmithyVector> vectors(OperationShape operation, String name) {
        ShapeId input =
                name.equals(REQUESTS) ? operation.getInputShape() : operation.getOutputShape();
        return tests(operation, name).map(test -> vector(operation, input, http(operation), test));
    }

    private static Stream<ObjectNode> tests(Shape tested, String name) {
        Optional<Trait> trait = tested.findTrait(ShapeId.from(name));
        List<Node> tests =
                trait.map(found -> found.toNode().expectArrayNode().getElements())
                        .orElse(List.of());
        return tests.stream()
                .map(Node::expectObjectNode)
                .filter(test -> !test.getStringMemberOrDefault("appliesTo", "").equals("client"));
    }

    private static SmithyVector vector(Shape tested, ShapeId shape, Http http, ObjectNode test) {
        String protocol = test.expectStringMember("protocol").getValue();
        String shortName = protocol.substring(protocol.indexOf('#') + 1);
        return new SmithyVector(
                test.expectStringMember("id").getValue(),
                shortName,
                tested.getId().getName(),
                new SmithyShapes(MODEL, shortName).structure(shape),
                shape.getName().equals("Unit"),
                http,
                test.getObjectMember("params").orElse(Node.objectNode()),
                test);
    }

    private static Http http(OperationShape operation) {
        return operation
                .getTrait(HttpTrait.class)
                .map(found ->
                        new Http(found.getMethod(), found.getUri().toString(), found.getCode()))
                .orElse(Http.RPC);
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
