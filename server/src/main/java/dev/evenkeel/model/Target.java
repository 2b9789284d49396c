package dev.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One registration: an instance or an address, on one port, in one target group.
///
/// A deregistered target stays, draining, until `drainsUntil`; it gets no new request meanwhile.
public record Target(
        Arn targetGroup,
        Scope scope,
        String targetId,
        int port,
        Optional<String> zone,
        Instant registeredAt,
        Optional<Instant> drainsUntil)
        implements Resource {
    /// Finds those that drain.
    public static final String DRAINING = "draining";

    @Override
    public String id() {
        return idIn(targetGroup, targetId, port);
    }

    /// By what is registered, and whether it drains.
    @Override
    public List<String> foundBy() {
        return isDraining() ? List.of(targetId, DRAINING) : List.of(targetId);
    }

    public static String idIn(Arn targetGroup, String targetId, int port) {
        return prefix(targetGroup) + targetId + ":" + port;
    }

    /// What the ids of all targets of a group begin with.
    public static String prefix(Arn targetGroup) {
        return targetGroup.value() + "#";
    }

    public TargetRef ref() {
        return new TargetRef(targetGroup.value(), targetId, port);
    }

    public boolean isDraining() {
        return drainsUntil.isPresent();
    }

    public Target draining(Instant until) {
        return new Target(
                targetGroup, scope, targetId, port, zone, registeredAt, Optional.of(until));
    }
}
