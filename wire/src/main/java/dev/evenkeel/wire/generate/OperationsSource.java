package dev.evenkeel.wire.generate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Writes `...Operations`: one typed constant per operation, and the service with all of them.
final class OperationsSource {
    private final ServiceModel model;
    private final ErrorsSource errors;

    OperationsSource(ServiceModel model) {
        this.model = model;
        this.errors = new ErrorsSource(model);
    }

    String text() {
        return """
        package %s;

        import dev.evenkeel.wire.Http;
        import dev.evenkeel.wire.Nothing;
        import dev.evenkeel.wire.Operation;
        import dev.evenkeel.wire.Protocol;
        import dev.evenkeel.wire.Service;
        import java.util.List;
        import java.util.Set;

        /// The operations of AWS %s.
        public final class %sOperations {
        %s
            public static final Service SERVICE = new Service(
                    %s);

            private %3$sOperations() {}
        }
        """
                .formatted(
                        model.packageName(),
                        model.metadata("serviceId"),
                        model.prefix(),
                        constants(),
                        service());
    }

    private String constants() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonNode> entry : model.operations().entrySet()) {
            text.append(constant(entry.getKey(), entry.getValue()));
        }
        return text.toString();
    }

    private String constant(String name, JsonNode operation) {
        String input = recordName(operation.path("input"));
        String output = recordName(operation.path("output"));
        String result = operation.path("output").path("resultWrapper").asString("");
        String codes =
                operation
                        .path("errors")
                        .valueStream()
                        .map(error -> errors.reference(error.asString()))
                        .collect(Collectors.joining(", "));
        return """
            public static final Operation<%s, %s> %s = new Operation<>(
                    "%s", () -> %1$s.SHAPE, () -> %2$s.SHAPE, "%s", List.of(%s)%s);
        """
                .formatted(
                        input, output, Names.constant(name), name, result, codes, http(operation));
    }

    /// Only REST protocols have something to say here.
    private static String http(JsonNode operation) {
        JsonNode http = operation.path("http");
        return http.isMissingNode()
                ? ""
                : ", new Http(%s, %s, %d)"
                        .formatted(
                                Sources.quoted(http.path("method").asString()),
                                Sources.quoted(http.path("requestUri").asString()),
                                http.path("responseCode").asInt(200));
    }

    private static String recordName(JsonNode reference) {
        return reference.isMissingNode()
                ? "Nothing"
                : ServiceModel.className(reference.path("shape").asString());
    }

    private String service() {
        List<String> arguments =
                List.of(
                        Sources.quoted(model.metadata("name")),
                        Sources.quoted(model.metadata("endpointPrefix")),
                        Sources.quoted(model.metadata("apiVersion")),
                        Sources.quoted(model.metadata("xmlNamespace")),
                        Sources.quoted(model.metadata("targetPrefix")),
                        Sources.quoted(model.metadata("jsonVersion")),
                        "Set.of(" + protocols() + ")",
                        "List.of(" + operationNames() + ")");
        return String.join(",\n            ", arguments);
    }

    private String protocols() {
        return model.protocols().stream()
                .map(OperationsSource::protocol)
                .collect(Collectors.joining(", "));
    }

    private static String protocol(String name) {
        return switch (name) {
            case "query" -> "Protocol.QUERY";
            case "ec2" -> "Protocol.EC2";
            case "json" -> "Protocol.JSON";
            case "smithy-rpc-v2-cbor" -> "Protocol.CBOR";
            case "rest-xml" -> "Protocol.REST_XML";
            case "rest-json" -> "Protocol.REST_JSON";
            default -> throw new IllegalArgumentException("protocol " + name);
        };
    }

    private String operationNames() {
        return model.operations().keySet().stream()
                .map(Names::constant)
                .collect(Collectors.joining(", "));
    }
}
