package dev.evenkeel.wire.generate;

import tools.jackson.databind.JsonNode;

/// Writes `...Errors`: the service's error codes and their HTTP statuses.
final class ErrorsSource {
    private final ServiceModel model;

    ErrorsSource(ServiceModel model) {
        this.model = model;
    }

    String text() {
        StringBuilder constants = new StringBuilder();
        for (String name : model.errors()) {
            constants.append(
                    "    public static final ErrorCode %s = %s;\n"
                            .formatted(constant(name), error(name)));
        }
        return """
        package %s;

        import dev.evenkeel.wire.ErrorCode;

        /// The errors of AWS %s.
        public final class %sErrors {
        %s
            private %3$sErrors() {}
        }
        """
                .formatted(
                        model.packageName(),
                        model.metadata("serviceId"),
                        model.prefix(),
                        constants);
    }

    private String error(String name) {
        JsonNode error = model.shape(name).path("error");
        return "new ErrorCode(%s, %s, %d)"
                .formatted(
                        Sources.quoted(name),
                        Sources.quoted(error.path("code").asString(name)),
                        error.path("httpStatusCode").asInt(400));
    }

    /// `LoadBalancerNotFoundException` -> `LOAD_BALANCER_NOT_FOUND`, unless another error has that
    /// name already.
    private String constant(String name) {
        String bare = name.replaceAll("(Exception|Fault)$", "");
        boolean taken =
                !bare.equals(name)
                        && model.errors().stream()
                                .anyMatch(other ->
                                        !other.equals(name)
                                                && other.replaceAll("(Exception|Fault)$", "")
                                                        .equals(bare));
        return Names.constant(taken ? name : bare);
    }

    /// The constant of an error, as seen from the operations.
    String reference(String name) {
        return model.prefix() + "Errors." + constant(name);
    }
}
