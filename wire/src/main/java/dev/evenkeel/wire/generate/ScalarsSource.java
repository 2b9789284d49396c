package dev.evenkeel.wire.generate;

import tools.jackson.databind.JsonNode;

/// Writes `Scalars`: one constant per scalar with limits.
final class ScalarsSource {
    private final ServiceModel model;

    ScalarsSource(ServiceModel model) {
        this.model = model;
    }

    String text() {
        StringBuilder constants = new StringBuilder();
        for (String name : model.constrainedScalars()) {
            JsonNode shape = model.shape(name);
            constants.append(
                    "    static final Scalar %s =\n            %s%s;\n"
                            .formatted(
                                    Names.constant(name),
                                    Sources.scalar(shape),
                                    Sources.limits(shape)));
        }
        return """
        package %s;

        import dev.evenkeel.wire.Constraints;
        import dev.evenkeel.wire.Scalar;

        /// The scalars of this service that have limits.
        final class Scalars {
        %s
            private Scalars() {}
        }
        """
                .formatted(model.packageName(), constants);
    }
}
