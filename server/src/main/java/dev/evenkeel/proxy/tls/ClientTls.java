package dev.evenkeel.proxy.tls;

import dev.evenkeel.proxy.route.TlsHeaders;

/// What a handshake with a client led to.
///
/// `version` is `TLSv1.3` or older; `cipher` has OpenSSL's name; `applicationProtocol` is empty if
/// the client does not negotiate one; `serverName` is empty if it named none; `certificate` is the
/// ARN of the one it was shown.
public record ClientTls(
        String version,
        String cipher,
        String applicationProtocol,
        String serverName,
        String certificate,
        long handshakeNanos,
        TlsHeaders headers) {
    /// The connection is not encrypted.
    public static final ClientTls NONE = new ClientTls("", "", "", "", "", 0, TlsHeaders.NONE);

    public boolean isEncrypted() {
        return !version.isEmpty();
    }
}
