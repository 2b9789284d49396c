package dev.evenkeel.proxy.hpack;

/// Who gets the fields of a head, one after the other.
@FunctionalInterface
public interface FieldSink {
    /// A field: its name stands in `bytes` from `from` to `middle`, its value from there to `to`.
    /// The bytes are good for this call only.
    void field(byte[] bytes, int from, int middle, int to);
}
