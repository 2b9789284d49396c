package dev.evenkeel.wire;

import java.util.function.Supplier;

/// What a value on the wire looks like. A codec is a `switch` over these five.
public sealed interface Shape permits ListOf, MapOf, Scalar, Shape.Reference, Structure {

    /// A structure named by another one. Late, because structures may contain themselves.
    record Reference(Supplier<Structure<?>> target) implements Shape {}

    static Shape reference(Supplier<Structure<?>> target) {
        return new Reference(target);
    }
}
