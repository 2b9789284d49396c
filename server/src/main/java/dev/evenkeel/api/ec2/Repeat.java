package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClientToken;
import dev.evenkeel.model.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that may have come before: it is the same if it carries the same client token. Without
/// a token it never is.
public final class Repeat {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_TOKEN = 64;

    private final String operation;
    private final String token;
    private final String fingerprint;

    private Repeat(String operation, String token, String fingerprint) {
        this.operation = operation;
        this.token = token;
        this.fingerprint = fingerprint;
    }

    public static Repeat of(String operation, @Nullable String token, Record request) {
        String given = token == null ? "" : token;
        if (given.length() > MAX_TOKEN) {
            throw Ec2Faults.invalid("The client token must have at most 64 characters.");
        }
        return new Repeat(operation, given, fingerprint(request));
    }

    /// What the first request made, if there was one within the last day.
    public Optional<List<String>> answeredBefore(World.Region region) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        var before = region.find(ClientToken.class, ClientToken.idOf(operation, token));
        if (before.isPresent() && !before.get().fingerprint().equals(fingerprint)) {
            throw new ApiFault(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in"
                            + " previous request(s).");
        }
        return before.map(ClientToken::resources);
    }

    /// Remembers what was made, and forgets tokens older than a day.
    public List<Change> remember(World.Region region, List<String> made, Instant now) {
        if (token.isEmpty()) {
            return List.of();
        }
        var changes = new ArrayList<Change>();
        for (ClientToken old : region.all(ClientToken.class)) {
            if (old.createdAt().plus(KEPT).isBefore(now)) {
                changes.add(new Change.Remove(old.key()));
            }
        }
        changes.add(
                new Change.Put(
                        new ClientToken(region.scope(), operation, token, fingerprint, made, now)));
        return changes;
    }

    private static String fingerprint(Record request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(request.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
