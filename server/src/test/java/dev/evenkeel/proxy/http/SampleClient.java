package dev.evenkeel.proxy.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that says exactly what it is told, and reads one response at a time.
final class SampleClient implements AutoCloseable {
    private final Socket socket;

    SampleClient(InetSocketAddress address) throws IOException {
        this(new Socket(), address);
    }

    /// Speaks through `socket`, which is not connected yet.
    SampleClient(Socket socket, InetSocketAddress address) throws IOException {
        this.socket = socket;
        socket.setReceiveBufferSize(64 * 1024);
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        socket.connect(address);
    }

    /// A response as it came. Chunked bodies are given without their framing.
    record Response(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String field(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    SampleClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Sends lines, each ended as HTTP ends them.
    SampleClient sendLines(String lines) throws IOException {
        return send(lines.replace("\n", "\r\n"));
    }

    SampleClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Response get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: example.com\r\n\r\n");
        return response();
    }

    Response response() throws IOException {
        return response(true);
    }

    /// With `withBody` false, as the answer to HEAD.
    Response response(boolean withBody) throws IOException {
        InputStream in = socket.getInputStream();
        String head = SampleTarget.readHead(in);
        if (head.isEmpty()) {
            throw new IOException("closed without a response");
        }
        var response = new Response(head, "");
        int status = response.status();
        if (!withBody || status == 204 || status == 304 || status < 200) {
            return response;
        }
        return new Response(head, new String(body(response, in), StandardCharsets.ISO_8859_1));
    }

    private static byte[] body(Response response, InputStream in) throws IOException {
        if (response.field("Transfer-Encoding").equals("chunked")) {
            return chunks(in);
        }
        String length = response.field("Content-Length");
        if (length.isEmpty()) {
            return in.readAllBytes();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new IOException("closed in the middle of a body");
        }
        return body;
    }

    /// The data of a chunked body.
    static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";")[0], 16);
            body.write(in.readNBytes(size));
            if (size == 0) {
                while (!line(in).isEmpty()) {
                    body.write(new byte[0]);
                }
                return body.toByteArray();
            }
            line(in);
        }
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed in the middle of a chunk");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// Everything until the load balancer closes.
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
