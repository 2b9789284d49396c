/// The wire: from an HTTP request to the record an operation wants, and from its answer back. One
/// codec per way of writing (query and EC2 share one, JSON and CBOR another, REST with XML is the
/// third), all driven by the shapes.
@NullMarked
package dev.evenkeel.api.wire;

import org.jspecify.annotations.NullMarked;
