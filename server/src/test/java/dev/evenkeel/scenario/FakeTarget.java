package dev.evenkeel.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server on a free loopback port that treats each connection as its behaviour says, on a thread
/// of its own.
public final class FakeTarget implements Closeable {
    private final ServerSocket server;
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour;

    /// What a target does with a connection; returning closes it.
    public interface Behaviour {
        void serve(Socket connection) throws IOException;
    }

    public FakeTarget(Behaviour behaviour) throws IOException {
        this("127.0.0.1", behaviour);
    }

    public FakeTarget(String address, Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 100, InetAddress.ofLiteral(address)), behaviour);
    }

    public FakeTarget(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
        Thread.ofVirtual().name("fake target").start(this::acceptAll);
    }

    /// Reads a request's header, then answers `response`.
    public static Behaviour answering(String response) {
        return connection -> {
            readHeader(connection);
            connection.getOutputStream().write(response.getBytes(UTF_8));
        };
    }

    /// Reads and says nothing.
    public static Behaviour silence() {
        return connection ->
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// The first lines that come, up to the empty one.
    public static String readHeader(Socket connection) throws IOException {
        var header = new StringBuilder();
        int next;
        while (header.indexOf("\r\n\r\n") < 0 && (next = connection.getInputStream().read()) >= 0) {
            header.append((char) next);
        }
        return header.toString();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                accepted.add(connection);
                Behaviour current = behaviour;
                Thread.ofVirtual().start(() -> serve(connection, current));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection, Behaviour current) {
        try (connection) {
            current.serve(connection);
        } catch (IOException gone) {
            // The peer hung up, or the test is over.
        } finally {
            accepted.remove(connection);
        }
    }

    /// Treats new connections this way from now on.
    public void behave(Behaviour next) {
        behaviour = next;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : accepted) {
            connection.close();
        }
    }
}
