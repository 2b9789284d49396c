package dev.evenkeel.model;

import java.time.Instant;

/// A zone that somebody switched off: its nodes and instances are unreachable until this is
/// removed.
public record ZoneOutage(Scope scope, String zone, Instant since) implements Resource {
    @Override
    public String id() {
        return zone;
    }
}
