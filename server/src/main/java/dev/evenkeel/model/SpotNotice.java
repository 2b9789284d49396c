package dev.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/// What a Spot instance was told: that it is at risk since `recommendedAt`, and, once it is
/// reclaimed, when it ends. Kept as long as the instance is known.
public record SpotNotice(
        Scope scope, InstanceId instanceId, Instant recommendedAt, Optional<Instant> endsAt)
        implements Resource {
    @Override
    public String id() {
        return instanceId.value();
    }
}
