package dev.evenkeel.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One HTTP/1.1 connection, served by its own thread: as many requests as the client sends, one
/// after the other.
final class Connection implements Runnable {
    private static final int LINE = 8 * 1024;
    private static final int HEADERS = 100;
    private static final long BODY = 64L * 1024 * 1024;

    private final Socket socket;
    private final Application application;

    Connection(Socket socket, Application application) {
        this.socket = socket;
        this.application = application;
    }

    @Override
    public void run() {
        try (Socket open = socket) {
            open.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(open.getInputStream(), LINE);
            OutputStream out = open.getOutputStream();
            boolean more = true;
            while (more) {
                more = exchange(in, out);
            }
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }

    private boolean exchange(InputStream in, OutputStream out) throws IOException {
        String request = line(in);
        int method = request.indexOf(' ');
        int target = request.lastIndexOf(' ');
        if (method < 0 || target <= method) {
            return false;
        }
        boolean keep = request.endsWith("HTTP/1.1");
        long body = 0;
        boolean chunked = false;
        String header = line(in);
        for (int i = 0; !header.isEmpty(); i++) {
            String lower = header.toLowerCase(Locale.ROOT);
            boolean coded = lower.startsWith("transfer-encoding:");
            if (i == HEADERS || coded && !lower.strip().endsWith("chunked")) {
                return false;
            }
            chunked |= coded;
            if (lower.startsWith("content-length:")) {
                body = length(lower);
            } else if (lower.startsWith("connection:")) {
                keep = !lower.contains("close") && (keep || lower.contains("keep-alive"));
            }
            header = line(in);
        }
        if (body < 0) {
            return false;
        }
        if (chunked) {
            skipChunks(in);
        } else {
            in.skipNBytes(body);
        }
        Reply reply = application.answer(request.substring(method + 1, target));
        send(out, reply, keep, request.startsWith("HEAD "));
        return keep;
    }

    /// Reads past a chunked body and its trailers (RFC 9112, 7.1).
    private static void skipChunks(InputStream in) throws IOException {
        for (long size = chunkSize(line(in)); size > 0; size = chunkSize(line(in))) {
            in.skipNBytes(size);
            line(in);
        }
        String trailer = line(in);
        for (int i = 0; !trailer.isEmpty(); i++) {
            if (i == HEADERS) {
                throw new IOException("too many trailers");
            }
            trailer = line(in);
        }
    }

    private static long chunkSize(String line) throws IOException {
        int extension = line.indexOf(';');
        String digits = extension < 0 ? line : line.substring(0, extension);
        try {
            long size = Long.parseLong(digits.strip(), 16);
            if (size >= 0 && size <= BODY) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IOException("no chunk size: " + line, e);
        }
        throw new IOException("no chunk size: " + line);
    }

    private static long length(String header) {
        try {
            long length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            return length <= BODY ? length : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void send(OutputStream out, Reply reply, boolean keep, boolean headersOnly)
            throws IOException {
        var text = new StringBuilder(256);
        text.append("HTTP/1.1 ").append(reply.status()).append(' ').append(reply.reason());
        text.append("\r\nContent-Type: application/json\r\nContent-Length: ");
        text.append(reply.body().length() + 1);
        text.append(keep ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
        if (!headersOnly) {
            text.append(reply.body()).append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The next line without its end; empty at the end of the stream.
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(128);
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.length() == LINE) {
                throw new IOException("line too long");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }
}
