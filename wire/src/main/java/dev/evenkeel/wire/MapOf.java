package dev.evenkeel.wire;

/// A map from strings. `keyName` and `valueName` are what the two halves of an entry are called in
/// XML and in query parameters.
public record MapOf(
        String keyName, String valueName, boolean flattened, Shape value, Constraints constraints)
        implements Shape {

    public static MapOf of(String keyName, String valueName, boolean flattened, Shape value) {
        return new MapOf(keyName, valueName, flattened, value, Constraints.NONE);
    }

    public MapOf within(Constraints limits) {
        return new MapOf(keyName, valueName, flattened, value, limits);
    }
}
