package dev.evenkeel.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/// An HTTP/2 client that sends exactly the frames it is told to, and reads one frame at a time. It
/// acknowledges settings and opens its windows by itself, unless it is told to be stubborn.
final class FrameClient implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Response> responses = new TreeMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean stubborn;

    private FrameClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    FrameClient(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    /// One that agreed on HTTP/2 by TLS.
    static FrameClient secure(TrustingSockets sockets, InetSocketAddress address)
            throws IOException {
        SSLSocket socket = sockets.to("example.com", "h2");
        socket.connect(address);
        socket.startHandshake();
        return new FrameClient(socket);
    }

    /// The other side of an accepted connection: a target's.
    static FrameClient serving(Socket accepted) throws IOException {
        var server = new FrameClient(accepted);
        server.in.readNBytes(PREFACE.length);
        server.frame(SETTINGS, 0, 0);
        return server;
    }

    /// One that has said hello.
    static FrameClient greeting(InetSocketAddress address) throws IOException {
        return new FrameClient(address).greets();
    }

    /// The same by TLS.
    static FrameClient greetingSecure(TrustingSockets sockets, InetSocketAddress address)
            throws IOException {
        return secure(sockets, address).greets();
    }

    private FrameClient greets() throws IOException {
        return send(PREFACE).frame(SETTINGS, 0, 0);
    }

    /// A frame as it came.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /// The number a RST_STREAM holds, or a GOAWAY in its second half.
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /// What came on a stream.
    static final class Response {
        final Map<String, String> head = new LinkedHashMap<>();
        final Map<String, String> trailers = new LinkedHashMap<>();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean ended;
        int reset = -1;

        int status() {
            return Integer.parseInt(head.get(":status"));
        }

        String text() {
            return body.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /// Opens no windows and acknowledges nothing from now on.
    FrameClient stubborn() {
        stubborn = true;
        return this;
    }

    FrameClient send(byte[] bytes) throws IOException {
        writing.lock();
        try {
            socket.getOutputStream().write(bytes);
        } finally {
            writing.unlock();
        }
        return this;
    }

    /// As [#send], but says nothing to whoever has closed.
    void sendIfOpen(byte[] bytes) {
        reply(bytes);
    }

    /// Sends what good clients send by themselves; whoever closes meanwhile does not want it.
    private void reply(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException closing) {
            stubborn = true;
        }
    }

    static byte[] bytesOf(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    FrameClient frame(int type, int flags, int stream, byte... payload) throws IOException {
        return send(bytesOf(type, flags, stream, payload));
    }

    /// A head in HPACK. `fields` are names and values in turn.
    byte[] block(String... fields) throws IOException {
        var headers = new DefaultHttp2Headers(false);
        for (int at = 0; at < fields.length; at += 2) {
            headers.add(fields[at], fields[at + 1]);
        }
        ByteBuf out = Unpooled.buffer();
        try {
            encoder.encodeHeaders(3, headers, out);
        } catch (Http2Exception failed) {
            throw new IOException(failed);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    FrameClient headers(int stream, boolean last, String... fields) throws IOException {
        return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(fields));
    }

    FrameClient get(int stream, String path) throws IOException {
        return request(stream, true, "GET", path);
    }

    FrameClient request(int stream, boolean last, String method, String path, String... fields)
            throws IOException {
        return send(requestBytes(stream, last, method, path, fields));
    }

    byte[] requestBytes(int stream, boolean last, String method, String path, String... fields)
            throws IOException {
        var all = new ArrayList<>(List.of(":method", method, ":path", path));
        all.addAll(List.of(":scheme", "http", ":authority", "example.com"));
        all.addAll(List.of(fields));
        int flags = END_HEADERS | (last ? END_STREAM : 0);
        return bytesOf(HEADERS, flags, stream, block(all.toArray(String[]::new)));
    }

    FrameClient data(int stream, boolean last, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return frame(DATA, last ? END_STREAM : 0, stream, bytes);
    }

    FrameClient windowUpdate(int stream, int more) throws IOException {
        return frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    }

    FrameClient reset(int stream, int error) throws IOException {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(error).array());
    }

    /// The next frame. Fails at the end of the connection.
    Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        var frame = new Frame(type, flags, stream, in.readNBytes(length));
        note(frame);
        return frame;
    }

    private void note(Frame frame) throws IOException {
        Response response = responses.computeIfAbsent(frame.stream(), _ -> new Response());
        switch (frame.type()) {
            case HEADERS -> {
                boolean first = response.head.isEmpty() || response.head.containsValue("100");
                Map<String, String> to = first ? response.head : response.trailers;
                decode(frame.payload())
                        .forEach(field ->
                                to.put(field.getKey().toString(), field.getValue().toString()));
            }
            case DATA -> {
                response.body.write(frame.payload());
                if (!stubborn && frame.payload().length > 0) {
                    byte[] more = ByteBuffer.allocate(4).putInt(frame.payload().length).array();
                    reply(bytesOf(WINDOW_UPDATE, 0, 0, more));
                    reply(bytesOf(WINDOW_UPDATE, 0, frame.stream(), more));
                }
            }
            case RST_STREAM -> response.reset = frame.error();
            case SETTINGS -> {
                if (!stubborn && !frame.has(ACK)) {
                    reply(bytesOf(SETTINGS, ACK, 0));
                }
            }
            case PING -> {
                if (!stubborn && !frame.has(ACK)) {
                    reply(bytesOf(PING, ACK, 0, frame.payload()));
                }
            }
            default -> {}
        }
        boolean ends = frame.type() == HEADERS || frame.type() == DATA;
        response.ended |= ends && frame.has(END_STREAM);
    }

    private Http2Headers decode(byte[] block) throws IOException {
        try {
            return decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block));
        } catch (Http2Exception failed) {
            throw new IOException(failed);
        }
    }

    /// What came on `stream` so far.
    Response came(int stream) {
        return responses.computeIfAbsent(stream, _ -> new Response());
    }

    /// Reads until the response on `stream` is whole, or reset.
    Response response(int stream) throws IOException {
        Response response = responses.computeIfAbsent(stream, _ -> new Response());
        while (!response.ended && response.reset < 0) {
            read();
        }
        return response;
    }

    /// Reads until a frame of `type` comes.
    Frame next(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /// Reads until the load balancer closes. The last frame.
    Frame last() throws IOException {
        Frame last = read();
        try {
            while (true) {
                last = read();
            }
        } catch (IOException closed) {
            return last;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
