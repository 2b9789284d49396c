package dev.evenkeel.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a request as an AWS client does (Signature Version 4, in the `Authorization` header;
/// signed headers `host` and `x-amz-date`). Path and query must be escaped as RFC 3986 has it,
/// whatever is not unreserved.
public record Signature(AccessKey key, String region, String service) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// The `x-amz-date` header of a request sent at `now`.
    public static String stamp(Instant now) {
        return STAMP.format(now);
    }

    /// The `Authorization` header of a request with this method, address and body.
    public String authorization(String method, URI address, byte[] body, String stamp) {
        String day = stamp.substring(0, 8);
        String scope = String.join("/", day, region, service, "aws4_request");
        String canonical =
                String.join(
                        "\n",
                        method,
                        address.getRawPath().replace("%", "%25"),
                        query(address),
                        "host:" + address.getAuthority(),
                        "x-amz-date:" + stamp,
                        "",
                        "host;x-amz-date",
                        hex(sha256(body)));
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", stamp, scope, hex(sha256(utf8(canonical))));
        return "AWS4-HMAC-SHA256 Credential="
                + key.id()
                + "/"
                + scope
                + ", SignedHeaders=host;x-amz-date, Signature="
                + hex(hmac(signingKey(day), toSign));
    }

    private static String query(URI address) {
        return Optional.ofNullable(address.getRawQuery())
                .map(query ->
                        Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&")))
                .orElse("");
    }

    private byte[] signingKey(String day) {
        byte[] dated = hmac(utf8("AWS4" + key.secret()), day);
        return hmac(hmac(hmac(dated, region), service), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
