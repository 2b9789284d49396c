package dev.evenkeel.wire;

/// One string, number, truth value, moment or run of bytes. Enumerations are strings, so that a
/// value newer than the model survives.
public record Scalar(Type type, TimeFormat timeFormat, Constraints constraints) implements Shape {

    /// The Java side of each: `String`, `Integer`, `Long`, `Float`, `Double`, `Boolean`, `Instant`,
    /// `byte[]`.
    public enum Type {
        STRING,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        TIMESTAMP,
        BLOB
    }

    /// How a moment is written where the model overrides the protocol's own way.
    public enum TimeFormat {
        OF_PROTOCOL,
        DATE_TIME,
        HTTP_DATE,
        EPOCH_SECONDS
    }

    public static final Scalar STRING = of(Type.STRING);
    public static final Scalar INTEGER = of(Type.INTEGER);
    public static final Scalar LONG = of(Type.LONG);
    public static final Scalar FLOAT = of(Type.FLOAT);
    public static final Scalar DOUBLE = of(Type.DOUBLE);
    public static final Scalar BOOLEAN = of(Type.BOOLEAN);
    public static final Scalar TIMESTAMP = of(Type.TIMESTAMP);
    public static final Scalar BLOB = of(Type.BLOB);

    private static Scalar of(Type type) {
        return new Scalar(type, TimeFormat.OF_PROTOCOL, Constraints.NONE);
    }

    public Scalar within(Constraints limits) {
        return new Scalar(type, timeFormat, limits);
    }

    public Scalar written(TimeFormat format) {
        return new Scalar(type, format, constraints);
    }
}
