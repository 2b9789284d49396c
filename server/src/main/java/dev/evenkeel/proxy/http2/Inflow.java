package dev.evenkeel.proxy.http2;

/// What a client may send us of bodies, on a stream and on all of them together (RFC 9113, 5.2). A
/// window is opened anew once half of it was used up.
final class Inflow {
    private final FrameWriter writer;
    private final int most;
    private final int mostOfStream;
    private int window;
    private int unreturned;

    Inflow(FrameWriter writer, int most, int mostOfStream) {
        this.writer = writer;
        this.most = most;
        this.mostOfStream = mostOfStream;
        this.window = most;
    }

    /// The window that a new stream has.
    int streamWindow() {
        return mostOfStream;
    }

    /// So many bytes came. False if that is more than all streams may send.
    boolean received(int bytes) {
        window -= bytes;
        return window >= 0;
    }

    /// So many bytes may come anew, on any stream.
    void consumed(int bytes) {
        unreturned += bytes;
        if (unreturned >= most / 2) {
            writer.windowUpdate(0, unreturned);
            window += unreturned;
            unreturned = 0;
        }
    }

    /// So many bytes may come anew on a stream.
    void consumed(ClientStream stream, int bytes) {
        consumed(bytes);
        if (stream.closed || stream.remoteEnded) {
            return;
        }
        stream.unreturned += bytes;
        if (stream.unreturned >= mostOfStream / 2) {
            writer.windowUpdate(stream.id(), stream.unreturned);
            stream.receiveWindow += stream.unreturned;
            stream.unreturned = 0;
        }
    }
}
