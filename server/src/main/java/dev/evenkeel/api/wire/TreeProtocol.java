package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Structure;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/// AWS JSON 1.0 and 1.1, and Smithy's RPC v2 CBOR: an object in, an object out.
final class TreeProtocol implements WireProtocol {
    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNestingDepth(Limits.DEFAULT.depth()).build();
    private static final ObjectMapper JSON =
            JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
                    .build();
    private static final ObjectMapper CBOR =
            CBORMapper.builder(CBORFactory.builder().streamReadConstraints(CONSTRAINTS).build())
                    .build();

    private final boolean cbor;
    private final String contentType;
    private final Body body;

    private TreeProtocol(boolean cbor, String contentType, Body body) {
        this.cbor = cbor;
        this.contentType = contentType;
        this.body = body;
    }

    static TreeProtocol json(String version, Body body) {
        return new TreeProtocol(false, "application/x-amz-json-" + version, body);
    }

    static TreeProtocol cbor(Body body) {
        return new TreeProtocol(true, "application/cbor", body);
    }

    private ObjectMapper mapper() {
        return cbor ? CBOR : JSON;
    }

    @Override
    public <T> T read(Structure<T> structure) {
        return new TreeReader().read(structure, tree());
    }

    private JsonNode tree() {
        if (body.length() == 0) {
            return mapper().createObjectNode();
        }
        try {
            return mapper().readTree(body.bytes());
        } catch (JacksonException unreadable) {
            throw new ApiFault("SerializationException", unreadable.getOriginalMessage());
        }
    }

    @Override
    public ApiAnswer answer(Operation<?, ?> operation, Object output, String requestId) {
        if (cbor && output instanceof Nothing) {
            return finished(ApiAnswer.empty(200), requestId);
        }
        return finished(
                200,
                out -> new TreeWriter(out).structure(operation.output().get(), output),
                requestId);
    }

    /// The error's shape goes into the body; its older query code into a header, for clients that
    /// grew up with it.
    @Override
    public ApiAnswer fault(ApiFault fault, String requestId) {
        String blame = fault.status() < 500 ? "Sender" : "Receiver";
        return finished(
                        fault.status(),
                        out -> {
                            out.writeStartObject();
                            out.writeStringProperty("__type", fault.shape());
                            out.writeStringProperty("message", fault.message());
                            out.writeEndObject();
                        },
                        requestId)
                .with("x-amzn-query-error", fault.code() + ";" + blame);
    }

    private ApiAnswer finished(int status, Consumer<JsonGenerator> writer, String requestId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = mapper().createGenerator(bytes)) {
            writer.accept(out);
        }
        return finished(ApiAnswer.of(status, contentType, Body.of(bytes.toByteArray())), requestId);
    }

    private ApiAnswer finished(ApiAnswer answer, String requestId) {
        ApiAnswer identified = answer.with("x-amzn-RequestId", requestId);
        return cbor ? identified.with("smithy-protocol", "rpc-v2-cbor") : identified;
    }

    @Override
    public ApiFault unknownOperation(String operation) {
        return new ApiFault(
                "UnknownOperationException", "There is no operation " + operation + ".");
    }

    @Override
    public boolean checksOnlyPresence() {
        return false;
    }
}
