package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The fields that tell a target how its client is encrypted, by name; empty names if it is not
/// told.
public record TlsHeaders(String version, String cipher) {
    public static final TlsHeaders NONE = new TlsHeaders("", "");
    private static final String ENABLED =
            "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
    private static final String NAME = "routing.http.request.x_amzn_tls_%s.header_name";

    static TlsHeaders of(Attributes balancer, Attributes listener) {
        return balancer.isTrue(ENABLED, false)
                ? new TlsHeaders(
                        listener.get(NAME.formatted("version"), "X-Amzn-Tls-Version"),
                        listener.get(NAME.formatted("cipher_suite"), "X-Amzn-Tls-Cipher-Suite"))
                : NONE;
    }

    public boolean areWanted() {
        return !version.isEmpty();
    }

    /// Whether a client's field of this name must go: only the load balancer may say it.
    public boolean replace(byte[] bytes, int from, int to) {
        return areWanted() && (is(version, bytes, from, to) || is(cipher, bytes, from, to));
    }

    private static boolean is(String name, byte[] bytes, int from, int to) {
        return name.length() == to - from
                && new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .equals(name.toLowerCase(Locale.ROOT));
    }
}
