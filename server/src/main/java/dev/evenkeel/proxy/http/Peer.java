package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.route.TlsHeaders;
import dev.evenkeel.proxy.tls.ClientTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a client connection, in the forms requests need it, made once.
@SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
record Peer(
        byte[] address,
        byte[] text,
        byte[] textWithPort,
        byte[] forwardedFields,
        ClientTls tls,
        ChannelId channel) {
    private static final int TRACE_DIGITS = 32;

    static Peer of(Channel client, ClientTls tls) {
        int listenerPort = port(client.localAddress());
        byte[] fields =
                Ascii.bytes(
                        "X-Forwarded-Proto: "
                                + scheme(tls)
                                + "\r\nX-Forwarded-Port: "
                                + listenerPort
                                + "\r\n"
                                + told(tls));
        if (client.remoteAddress() instanceof InetSocketAddress remote) {
            String text = remote.getAddress().getHostAddress();
            boolean six = remote.getAddress() instanceof Inet6Address;
            String withPort = (six ? "[" + text + "]" : text) + ":" + remote.getPort();
            byte[] address = remote.getAddress().getAddress();
            return new Peer(
                    address, Ascii.bytes(text), Ascii.bytes(withPort), fields, tls, client.id());
        }
        byte[] unknown = Ascii.bytes("unknown");
        return new Peer(new byte[0], unknown, unknown, fields, tls, client.id());
    }

    /// Address and port.
    String loggedAddress() {
        return new String(textWithPort, StandardCharsets.ISO_8859_1);
    }

    /// What tells this connection from all others: the same in access and connection logs.
    String traceId() {
        return traceId(channel);
    }

    static String traceId(ChannelId channel) {
        String digits = channel.asLongText().replace("-", "");
        return "TID_" + digits.substring(Math.max(0, digits.length() - TRACE_DIGITS));
    }

    /// How the client speaks to the load balancer: `http` or `https`.
    String scheme() {
        return scheme(tls);
    }

    private static String told(ClientTls tls) {
        TlsHeaders names = tls.headers();
        return names.areWanted()
                ? "%s: %s\r\n%s: %s\r\n"
                        .formatted(names.version(), tls.version(), names.cipher(), tls.cipher())
                : "";
    }

    private static String scheme(ClientTls tls) {
        return tls.isEncrypted() ? "https" : "http";
    }

    private static int port(java.net.@Nullable SocketAddress local) {
        return local instanceof InetSocketAddress address ? address.getPort() : 0;
    }
}
