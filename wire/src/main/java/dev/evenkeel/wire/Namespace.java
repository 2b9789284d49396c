package dev.evenkeel.wire;

/// An XML namespace an element declares. Without a prefix it is the default one; without a URI
/// there is none.
public record Namespace(String prefix, String uri) {
    public static final Namespace NONE = new Namespace("", "");

    public static Namespace of(String uri) {
        return new Namespace("", uri);
    }

    public boolean isNone() {
        return uri.isEmpty();
    }
}
