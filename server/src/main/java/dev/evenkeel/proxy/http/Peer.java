package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a client connection, in the forms requests need it, made once.
@SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
record Peer(byte[] address, byte[] text, byte[] textWithPort, byte[] forwardedFields) {
    static Peer of(Channel client) {
        int listenerPort = port(client.localAddress());
        byte[] fields =
                Ascii.bytes(
                        "X-Forwarded-Proto: http\r\nX-Forwarded-Port: " + listenerPort + "\r\n");
        if (client.remoteAddress() instanceof InetSocketAddress remote) {
            String text = remote.getAddress().getHostAddress();
            boolean six = remote.getAddress() instanceof Inet6Address;
            String withPort = (six ? "[" + text + "]" : text) + ":" + remote.getPort();
            byte[] address = remote.getAddress().getAddress();
            return new Peer(address, Ascii.bytes(text), Ascii.bytes(withPort), fields);
        }
        return new Peer(new byte[0], Ascii.bytes("unknown"), Ascii.bytes("unknown"), fields);
    }

    private static int port(java.net.@Nullable SocketAddress local) {
        return local instanceof InetSocketAddress address ? address.getPort() : 0;
    }
}
