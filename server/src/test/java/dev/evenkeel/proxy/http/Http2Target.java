package dev.evenkeel.proxy.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A target that speaks HTTP/2 from the first byte, and answers each stream as a test tells it.
final class Http2Target implements AutoCloseable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /// What it does when something came on `stream`: the request so far is `came`.
    @FunctionalInterface
    interface Behaviour {
        void answer(FrameClient to, int stream, FrameClient.Response came) throws IOException;
    }

    Http2Target(String address, Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 64, InetAddress.ofLiteral(address)), behaviour);
    }

    /// One that accepts what `server` accepts.
    Http2Target(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    /// Answers a whole request with 200 and `text`.
    static Behaviour says(String text) {
        return whenWhole((to, stream, came) ->
                to.headers(stream, false, ":status", "200").data(stream, true, text));
    }

    /// Answers once the request is whole.
    static Behaviour whenWhole(Behaviour then) {
        return (to, stream, came) -> {
            if (came.ended) {
                then.answer(to, stream, came);
            }
        };
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        Set<Integer> over = new HashSet<>();
        try (var frames = FrameClient.serving(connection)) {
            while (true) {
                var frame = frames.read();
                boolean told =
                        frame.type() == FrameClient.HEADERS || frame.type() == FrameClient.DATA;
                if (told && !over.contains(frame.stream())) {
                    behaviour.answer(frames, frame.stream(), frames.came(frame.stream()));
                }
                if (frame.has(FrameClient.END_STREAM)) {
                    over.add(frame.stream());
                }
            }
        } catch (IOException gone) {
            // The load balancer closed the connection, or the test did.
        }
    }

    String address() {
        return server.getInetAddress().getHostAddress();
    }

    int port() {
        return server.getLocalPort();
    }

    List<Socket> connections() {
        return connections;
    }

    int connectionCount() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        SampleTarget.awaitRefusal(server);
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
