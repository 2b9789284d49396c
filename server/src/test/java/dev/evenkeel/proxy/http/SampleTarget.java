package dev.evenkeel.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A target on a socket of its own, that answers as a test tells it and keeps what it was asked.
final class SampleTarget implements AutoCloseable {
    static final java.nio.charset.Charset LATIN_1 = StandardCharsets.ISO_8859_1;
    private final String name;
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean killed;
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

    /// What it does with a request whose head was read.
    @FunctionalInterface
    interface Behaviour {
        void answer(String head, InputStream in, OutputStream out) throws IOException;
    }

    SampleTarget(String address, String name, Behaviour behaviour) throws IOException {
        this(new InetSocketAddress(InetAddress.ofLiteral(address), 0), name, behaviour);
    }

    SampleTarget(InetSocketAddress at, String name, Behaviour behaviour) throws IOException {
        this(new ServerSocket(at.getPort(), 1024, at.getAddress()), name, behaviour);
    }

    /// One that accepts what `server` accepts.
    SampleTarget(ServerSocket server, String name, Behaviour behaviour) {
        this.name = name;
        this.behaviour = behaviour;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /// One that answers every request with its name.
    static SampleTarget named(String address, String name) throws IOException {
        return new SampleTarget(
                address,
                name,
                (head, in, out) -> {
                    in.readNBytes(contentLength(head));
                    out.write(ok(name));
                });
    }

    static byte[] ok(String body) {
        return bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Lines, each ended as HTTP ends them.
    static byte[] lines(String text) {
        return bytes(text.replace("\n", "\r\n"));
    }

    static int contentLength(String head) {
        return head.lines()
                .filter(line ->
                        line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                if (killed) {
                    reset(connection);
                }
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over, or killed it.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                heads.add(head);
                behaviour.answer(head, in, connection.getOutputStream());
            }
        } catch (IOException gone) {
            // The load balancer closed the connection.
        }
    }

    /// Waits for something that a test says when it is time.
    static String take(BlockingQueue<String> queue) throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
    }

    /// The bytes up to the empty line; nothing at the end of the stream.
    static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return "";
            }
            head.append((char) c);
        }
        return head.toString();
    }

    String name() {
        return name;
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return server.getInetAddress().getHostAddress();
    }

    /// The head of the next request it got.
    String nextHead() throws InterruptedException {
        String head = heads.poll(10, TimeUnit.SECONDS);
        if (head == null) {
            throw new AssertionError("target " + name + " got no request");
        }
        return head;
    }

    /// Every connection it accepted.
    List<Socket> connections() {
        return connections;
    }

    int connectionCount() {
        return connections.size();
    }

    int requestCount() {
        return heads.size();
    }

    /// Ends as a process that is killed: the listening socket is gone, connections are reset.
    void kill() throws IOException {
        killed = true;
        server.close();
        awaitRefusal(server);
        for (Socket connection : connections) {
            reset(connection);
        }
    }

    /// While a thread waits in `accept`, the kernel lets clients in a little longer.
    static void awaitRefusal(ServerSocket closed) throws IOException {
        while (true) {
            try (var client = new Socket(closed.getInetAddress(), closed.getLocalPort())) {
                client.setSoLinger(true, 0);
            } catch (ConnectException refused) {
                return;
            } catch (SocketException reset) {
                // It was let in, and then it was not.
            }
        }
    }

    private static void reset(Socket connection) {
        try (connection) {
            connection.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // The load balancer was first.
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
