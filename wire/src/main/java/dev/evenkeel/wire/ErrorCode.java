package dev.evenkeel.wire;

/// An error the model knows: the name of its shape (JSON and CBOR answers), its code (XML answers)
/// and the HTTP status it is sent with.
public record ErrorCode(String shape, String code, int status) {}
