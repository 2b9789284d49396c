package dev.evenkeel.model;

import java.time.Instant;

/// A user's word that a resource is to do without a zone for a time: `resource` is its ARN, `zone`
/// the name of the zone. It ends by itself at `expiresAt`, or at once if it is `cancelled`.
public record ZonalShift(
        Scope scope,
        String shiftId,
        String resource,
        String zone,
        Instant startedAt,
        Instant expiresAt,
        String comment,
        boolean cancelled)
        implements Resource {
    @Override
    public String id() {
        return shiftId;
    }

    public boolean isActive(Instant now) {
        return !cancelled && now.isBefore(expiresAt);
    }

    public ZonalShift until(Instant next, String nextComment) {
        return new ZonalShift(
                scope, shiftId, resource, zone, startedAt, next, nextComment, cancelled);
    }

    public ZonalShift cancel() {
        return new ZonalShift(scope, shiftId, resource, zone, startedAt, expiresAt, comment, true);
    }
}
