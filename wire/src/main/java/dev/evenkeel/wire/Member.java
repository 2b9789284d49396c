package dev.evenkeel.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One member of a structure: its name in the model (and in JSON and CBOR), its name among query
/// parameters, its name in XML answers, and how to get it from the record.
public record Member(
        String name,
        String requestName,
        String responseName,
        boolean required,
        Function<Object, @Nullable Object> get,
        Shape shape) {}
