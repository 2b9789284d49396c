package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.route.TlsHeaders;
import dev.evenkeel.proxy.tls.ClientTls;
import java.util.HashMap;
import java.util.Map;

/// The fields that tell targets how a client came: by which protocol, to which port, by which TLS.
/// Connections that came alike share them. One for each event loop.
final class ForwardedFields {
    private final Map<Integer, byte[]> plain = new HashMap<>();
    private final Map<Integer, byte[]> encrypted = new HashMap<>();

    /// The lines for a connection to `port`.
    byte[] of(ClientTls tls, int port) {
        if (tls.headers().areWanted()) {
            return lines(tls, port);
        }
        Map<Integer, byte[]> known = tls.isEncrypted() ? encrypted : plain;
        return known.computeIfAbsent(port, _ -> lines(tls, port));
    }

    private static byte[] lines(ClientTls tls, int port) {
        TlsHeaders names = tls.headers();
        String told =
                names.areWanted()
                        ? "%s: %s\r\n%s: %s\r\n"
                                .formatted(
                                        names.version(),
                                        tls.version(),
                                        names.cipher(),
                                        tls.cipher())
                        : "";
        String way = tls.isEncrypted() ? "https" : "http";
        return Ascii.bytes(
                "X-Forwarded-Proto: " + way + "\r\nX-Forwarded-Port: " + port + "\r\n" + told);
    }
}
