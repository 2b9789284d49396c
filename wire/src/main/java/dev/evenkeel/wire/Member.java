package dev.evenkeel.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One member of a structure: its name in the model (and in JSON and CBOR), what it is called and
/// where it stands in other protocols, and how to get it from the record.
public record Member(
        String name,
        Structure.Wire wire,
        boolean required,
        Function<Object, @Nullable Object> get,
        Shape shape) {

    /// Among query parameters, or wherever else its place is.
    public String requestName() {
        return wire.request();
    }

    /// In XML answers.
    public String responseName() {
        return wire.response();
    }

    public Place place() {
        return wire.place();
    }

    public Namespace namespace() {
        return wire.namespace();
    }
}
