package dev.evenkeel.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Somebody who is told things over HTTP, on the loopback interface. Answers as it is told to, in
/// turn, and 200 then; a status of zero is no answer before the receiver closes.
final class Receiver implements AutoCloseable {
    static final int SILENCE = 0;

    private final HttpServer server;
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Got> got = new CopyOnWriteArrayList<>();

    /// One request.
    record Got(String path, String body, Map<String, List<String>> headers) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private Receiver(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static Receiver open() throws IOException {
        return new Receiver(0);
    }

    /// On the port where another one was.
    static Receiver at(URI address) throws IOException {
        return new Receiver(address.getPort());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events?to=me");
    }

    synchronized Receiver answering(Integer... statuses) {
        answers.addAll(List.of(statuses));
        return this;
    }

    private synchronized int next() {
        Integer status = answers.poll();
        return status == null ? 200 : status;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(
                new Got(
                        exchange.getRequestURI().toString(),
                        body,
                        Map.copyOf(exchange.getRequestHeaders())));
        int status = next();
        if (status == SILENCE) {
            try {
                closing.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        } else {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    List<String> bodies() {
        return got().stream().map(Got::body).toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
