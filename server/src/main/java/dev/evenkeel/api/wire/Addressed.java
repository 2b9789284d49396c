package dev.evenkeel.api.wire;

import dev.evenkeel.api.Operations;
import java.util.Optional;

/// What a request is for: the service, if any of ours, the operation by name, and how it is
/// written.
public record Addressed(Optional<Operations> service, String operation, WireProtocol protocol) {}
