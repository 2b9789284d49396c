package dev.evenkeel.api;

import java.nio.charset.StandardCharsets;

/// The bytes of a request or an answer. Not copied: nobody changes them after they are handed over.
public final class Body {
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Body of(byte[] bytes) {
        return new Body(bytes);
    }

    public static Body of(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// What is not UTF-8 becomes replacement characters.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
