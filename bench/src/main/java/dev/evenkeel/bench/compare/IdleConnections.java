package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a contender's memory grows by for each client connection that had its answer and stays
/// open. The kernel's own memory for sockets is not in it; it is the same for all.
final class IdleConnections {
    static final int COUNT = 7_000;
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: compare\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private IdleConnections() {}

    /// Bytes for each of [#COUNT] connections.
    static double bytesEach(Contender contender) {
        String authority = contender.authority(Door.HTTP);
        int colon = authority.lastIndexOf(':');
        var address =
                new InetSocketAddress(
                        authority.substring(0, colon),
                        Integer.parseInt(authority.substring(colon + 1)));
        var open = new ArrayList<SocketChannel>();
        try {
            Contender.Memory before = contender.memory();
            for (int number = 0; number < COUNT; number++) {
                open.add(answered(address));
            }
            return (double) contender.memory().since(before) / COUNT;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            close(open);
        }
    }

    private static SocketChannel answered(InetSocketAddress address) throws IOException {
        var channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(REQUEST));
        var answer = ByteBuffer.allocate(1024);
        if (channel.read(answer) < REQUEST.length) {
            throw new IOException("no answer on connection from " + channel.getLocalAddress());
        }
        return channel;
    }

    private static void close(List<SocketChannel> channels) {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
