package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Caller;
import dev.evenkeel.sys.Clock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Believes a request whose signature was made, not long ago, with the secret of a key we know. Any
/// thread.
public final class SignatureVerifier implements Authenticator {
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Map<String, AccessKey> keys;
    private final Clock clock;

    public SignatureVerifier(List<AccessKey> keys, Clock clock) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(AccessKey::id, key -> key));
        this.clock = clock;
    }

    @Override
    public Caller authenticate(ApiRequest request) {
        Claim claim = Claim.of(request);
        checkSignedHeaders(request, claim);
        AccessKey key =
                Optional.ofNullable(keys.get(claim.scope().accessKey()))
                        .orElseThrow(AuthFaults::unknownKey);
        checkTime(claim, clock.now());
        String expected = SignatureV4.of(request, claim, key.secret());
        if (!MessageDigest.isEqual(bytes(expected), bytes(claim.signature()))) {
            throw AuthFaults.mismatch();
        }
        return new Caller(key.account(), key.id());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A header that decides what happens must be signed, or somebody on the way could change it.
    private static void checkSignedHeaders(ApiRequest request, Claim claim) {
        if (!claim.signedHeaders().contains("host")) {
            throw AuthFaults.mismatch(
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (String name : request.headers().keySet()) {
            if (name.startsWith("x-amz-") && !claim.signedHeaders().contains(name)) {
                throw AuthFaults.mismatch(
                        "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private static void checkTime(Claim claim, Instant now) {
        Instant at = claim.at();
        String sent = claim.timestamp();
        if (!sent.startsWith(claim.scope().date())) {
            throw AuthFaults.mismatch(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + claim.scope().date()
                            + "' != '"
                            + sent.substring(0, 8)
                            + "', from '"
                            + sent
                            + "'.");
        }
        if (at.isAfter(now.plus(SKEW))) {
            throw AuthFaults.mismatch(
                    "Signature not yet current: "
                            + sent
                            + " is still later than "
                            + SignatureV4.timestamp(now.plus(SKEW))
                            + " ("
                            + SignatureV4.timestamp(now)
                            + " + 15 min.)");
        }
        Instant end = at.plus(claim.validity().orElse(SKEW));
        if (now.isAfter(end)) {
            throw AuthFaults.mismatch(
                    "Signature expired: "
                            + sent
                            + " is now earlier than "
                            + SignatureV4.timestamp(now.minus(claim.validity().orElse(SKEW)))
                            + " ("
                            + SignatureV4.timestamp(now)
                            + " - "
                            + claim.validity().orElse(SKEW).toMinutes()
                            + " min.)");
        }
    }
}
