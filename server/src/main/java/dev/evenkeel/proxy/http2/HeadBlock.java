package dev.evenkeel.proxy.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// The header block that a connection reads, which may come in pieces: HEADERS and CONTINUATION
/// (RFC 9113, 6.10). Few and not too large ones; else the client makes work without end.
final class HeadBlock {
    private static final int SMALL_PIECE = 8 * 1024;
    private static final int MOST_SMALL_PIECES = 16;

    private final Heads heads;
    private final int mostBytes;
    private byte[] pieces = {};
    private byte[] whole = {};
    private int length;
    private int smallPieces;
    private int stream;
    private boolean last;
    private boolean open;

    /// Blocks of at most so many bytes are read.
    HeadBlock(Heads heads, int mostBytes) {
        this.heads = heads;
        this.mostBytes = mostBytes;
    }

    boolean isOpen() {
        return open;
    }

    boolean isOf(int id) {
        return stream == id;
    }

    /// Whether its stream ends with it.
    boolean isLast() {
        return last;
    }

    /// Begins another block; the one before is whole.
    void begin(int id, boolean endsStream) {
        stream = id;
        last = endsStream;
        length = 0;
        smallPieces = 0;
        open = true;
    }

    /// Adds a piece. False if there are too many, or too large ones.
    boolean add(ByteBuf bytes, int from, int count, boolean isLastPiece) {
        smallPieces += !isLastPiece && count < SMALL_PIECE ? 1 : 0;
        if (smallPieces > MOST_SMALL_PIECES || length + count > mostBytes) {
            return false;
        }
        boolean inOnePiece = isLastPiece && length == 0;
        byte[] to = inOnePiece ? heads.block(count) : room(count);
        bytes.getBytes(from, to, length, count);
        length += count;
        whole = to;
        return true;
    }

    private byte[] room(int more) {
        if (length + more > pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.max(length + more, 2 * pieces.length));
        }
        return pieces;
    }

    /// The block is whole. Its length.
    int close() {
        open = false;
        pieces = new byte[0];
        return length;
    }

    byte[] bytes() {
        return whole;
    }
}
