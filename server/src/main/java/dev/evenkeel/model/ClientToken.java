package dev.evenkeel.model;

import java.time.Instant;
import java.util.List;

/// A request that a caller may send twice: the second is answered with the `resources` the first
/// one made.
///
/// `fingerprint` tells whether the second asks for the same. Kept for a day.
public record ClientToken(
        Scope scope,
        String operation,
        String token,
        String fingerprint,
        List<String> resources,
        Instant createdAt)
        implements Resource {
    public ClientToken {
        resources = List.copyOf(resources);
    }

    @Override
    public String id() {
        return idOf(operation, token);
    }

    public static String idOf(String operation, String token) {
        return operation + "/" + token;
    }
}
