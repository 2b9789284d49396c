package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.hpack.FieldScratch;

/// Where one event loop puts the heads of its clients' streams while it reads and writes them.
public final class Heads {
    private final FieldScratch scratch = new FieldScratch();
    private final RequestText request;
    private final TrailerText trailers;
    private byte[] block = new byte[4 * 1024];

    /// Reads heads of at most so many bytes.
    public Heads(int mostBytes) {
        request = new RequestText(mostBytes);
        trailers = new TrailerText(mostBytes);
    }

    FieldScratch scratch() {
        return scratch;
    }

    public RequestText request() {
        return request;
    }

    TrailerText trailers() {
        return trailers;
    }

    /// Room for a header block of so many bytes.
    byte[] block(int bytes) {
        if (block.length < bytes) {
            block = new byte[Math.max(bytes, 2 * block.length)];
        }
        return block;
    }
}
