package dev.evenkeel.wire;

/// A list. `elementName` is what its elements are called in XML and in query parameters (`member`,
/// `item`, ...); a flattened list has no element around it.
public record ListOf(String elementName, boolean flattened, Shape element, Constraints constraints)
        implements Shape {

    public static ListOf of(String elementName, boolean flattened, Shape element) {
        return new ListOf(elementName, flattened, element, Constraints.NONE);
    }

    public ListOf within(Constraints limits) {
        return new ListOf(elementName, flattened, element, limits);
    }
}
