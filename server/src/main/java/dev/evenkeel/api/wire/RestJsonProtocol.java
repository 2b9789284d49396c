package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Structure;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// AWS's REST protocol with JSON bodies: the operation is the method and the path; members stand in
/// the path, the query and the body.
record RestJsonProtocol(RestRequest request) implements WireProtocol {
    private static final String TYPE = "application/json";
    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(Limits.DEFAULT.depth())
                                                    .build())
                                    .build())
                    .build();

    @Override
    public <T> T read(Structure<T> structure) {
        ObjectNode tree = body();
        Map<String, List<String>> query =
                QueryString.parse(request.request().query(), request.limits());
        for (Member member : structure.members()) {
            text(member, query).ifPresent(text -> put(tree, member, text));
        }
        return new TreeReader().read(structure, tree);
    }

    private ObjectNode body() {
        Body body = request.request().body();
        try {
            return body.length() > 0 && JSON.readTree(body.bytes()) instanceof ObjectNode object
                    ? object
                    : JSON.createObjectNode();
        } catch (JacksonException unreadable) {
            throw new ApiFault("SerializationException", unreadable.getOriginalMessage());
        }
    }

    /// What the path or the query says of a member; the body cannot say it.
    private Optional<String> text(Member member, Map<String, List<String>> query) {
        if (member.place() == Place.LABEL) {
            return Optional.ofNullable(request.labels().get(member.requestName()));
        }
        return member.place() == Place.QUERY
                ? Optional.ofNullable(query.get(member.requestName())).map(List::getFirst)
                : Optional.empty();
    }

    private static void put(ObjectNode tree, Member member, String text) {
        boolean isNumber =
                member.shape() instanceof Scalar scalar && scalar.type() == Scalar.Type.INTEGER;
        if (!isNumber) {
            tree.put(member.name(), text);
            return;
        }
        try {
            tree.put(member.name(), Integer.parseInt(text));
        } catch (NumberFormatException _) {
            throw new ApiFault(
                    "SerializationException",
                    "'" + text + "' in " + member.requestName() + " is not a valid integer.");
        }
    }

    @Override
    public ApiAnswer answer(Operation<?, ?> operation, Object output, String requestId) {
        return written(
                operation.http().status(),
                out -> new TreeWriter(out).structure(operation.output().get(), output),
                requestId);
    }

    @Override
    public ApiAnswer fault(ApiFault fault, String requestId) {
        return written(
                        fault.status(),
                        out -> {
                            out.writeStartObject();
                            out.writeStringProperty("message", fault.message());
                            out.writeEndObject();
                        },
                        requestId)
                .with("x-amzn-ErrorType", fault.shape());
    }

    private static ApiAnswer written(int status, Consumer<JsonGenerator> writer, String requestId) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writer.accept(out);
        }
        return ApiAnswer.of(status, TYPE, Body.of(bytes.toByteArray()))
                .with("x-amzn-RequestId", requestId);
    }

    /// There is no name to repeat: a path of nobody is not an operation with an unknown name.
    @Override
    public ApiFault unknownOperation(String operation) {
        String what = request.request().method() + " " + request.request().path();
        return new ApiFault(
                "UnknownOperationException", "There is no operation " + what + ".", 404);
    }

    @Override
    public boolean checksOnlyPresence() {
        return false;
    }
}
