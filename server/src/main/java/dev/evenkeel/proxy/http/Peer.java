package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.log.LogOrigin;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.tls.ClientTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a client connection, in the forms requests need it, made once. There
/// is one for each connection, so it is kept small.
final class Peer {
    private static final int TRACE_DIGITS = 32;
    private static final int IPV6_BYTES = 16;

    private final byte[] address;
    private final byte[] textWithPort;
    private final byte[] forwardedFields;
    private final ClientTls tls;
    private final ChannelId channel;
    private @Nullable LogOrigin origin;

    /// `address` in network order; `textWithPort` as `192.0.2.1:80` or `[2001:db8::1]:80`.
    Peer(
            byte[] address,
            byte[] textWithPort,
            byte[] forwardedFields,
            ClientTls tls,
            ChannelId channel) {
        this.address = address;
        this.textWithPort = textWithPort;
        this.forwardedFields = forwardedFields;
        this.tls = tls;
        this.channel = channel;
    }

    static Peer of(Channel client, ClientTls tls, ForwardedFields fields) {
        byte[] told = fields.of(tls, port(client.localAddress()));
        if (client.remoteAddress() instanceof InetSocketAddress remote) {
            String text = remote.getAddress().getHostAddress();
            boolean six = remote.getAddress() instanceof Inet6Address;
            String withPort = (six ? "[" + text + "]" : text) + ":" + remote.getPort();
            byte[] address = remote.getAddress().getAddress();
            return new Peer(address, Ascii.bytes(withPort), told, tls, client.id());
        }
        return new Peer(new byte[0], Ascii.bytes("unknown:0"), told, tls, client.id());
    }

    /// Its address, in network order.
    byte[] address() {
        return address;
    }

    byte[] textWithPort() {
        return textWithPort;
    }

    /// Where the address begins in [#textWithPort].
    int textStart() {
        return address.length == IPV6_BYTES ? 1 : 0;
    }

    /// Where the address ends in [#textWithPort].
    int textEnd() {
        int colon = textWithPort.length - 1;
        while (textWithPort[colon] != ':') {
            colon--;
        }
        return colon - textStart();
    }

    /// As [ForwardedFields#of].
    byte[] forwardedFields() {
        return forwardedFields;
    }

    ClientTls tls() {
        return tls;
    }

    /// What log lines say of all requests of this connection.
    LogOrigin origin(Client client, LogStream stream) {
        LogOrigin known = origin;
        if (known == null) {
            known =
                    new LogOrigin(
                            stream.loadBalancer(),
                            client.node().dnsName(),
                            scheme(),
                            client.listenerPort(),
                            new String(textWithPort, StandardCharsets.ISO_8859_1),
                            traceId(channel),
                            tls.applicationProtocol().equals("h2"),
                            tls.cipher(),
                            tls.version(),
                            tls.serverName(),
                            tls.certificate());
            origin = known;
        }
        return known;
    }

    /// What tells this connection from all others: the same in access and connection logs.
    static String traceId(ChannelId channel) {
        String digits = channel.asLongText().replace("-", "");
        return "TID_" + digits.substring(Math.max(0, digits.length() - TRACE_DIGITS));
    }

    /// How the client speaks to the load balancer: `http` or `https`.
    String scheme() {
        return tls.isEncrypted() ? "https" : "http";
    }

    private static int port(java.net.@Nullable SocketAddress local) {
        return local instanceof InetSocketAddress address ? address.getPort() : 0;
    }
}
