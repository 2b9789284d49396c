package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/// Computes AWS's Signature Version 4.
public final class SignatureV4 {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private SignatureV4() {}

    /// The signature of a request, in hex.
    static String of(ApiRequest request, Claim claim, String secret) {
        String canonical = CanonicalRequest.of(request, claim.signedHeaders());
        String toSign =
                String.join(
                        "\n",
                        Claim.ALGORITHM,
                        claim.timestamp(),
                        claim.scope().withoutKey(),
                        Digests.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(Digests.hmac(signingKey(claim.scope(), secret), toSign));
    }

    private static byte[] signingKey(CredentialScope scope, String secret) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part :
                List.of(
                        scope.date(),
                        scope.region(),
                        scope.service(),
                        CredentialScope.TERMINATOR)) {
            key = Digests.hmac(key, part);
        }
        return key;
    }

    /// The `X-Amz-Date` of a moment.
    public static String timestamp(Instant now) {
        return TIMESTAMP.format(now.atOffset(ZoneOffset.UTC));
    }

    /// The `Authorization` header for a request of ours; `request` must already carry `host` and
    /// `x-amz-date`.
    public static String authorization(
            ApiRequest request, AccessKey key, String region, String service) {
        String timestamp = request.header("x-amz-date").orElseThrow();
        CredentialScope scope =
                new CredentialScope(key.id(), timestamp.substring(0, 8), region, service);
        List<String> signed = request.headers().keySet().stream().sorted().toList();
        Claim claim = new Claim(scope, timestamp, signed, "", java.util.Optional.empty());
        return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(
                        Claim.ALGORITHM,
                        key.id(),
                        scope.withoutKey(),
                        String.join(";", signed),
                        of(request, claim, key.secret()));
    }
}
