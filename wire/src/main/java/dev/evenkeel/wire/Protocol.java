package dev.evenkeel.wire;

/// The wire protocols AWS's services speak.
public enum Protocol {
    QUERY,
    EC2,
    JSON,
    CBOR,
    REST_XML,
    REST_JSON
}
