package dev.evenkeel.proxy.message;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Follows a chunked body (RFC 9112, 7.1) to its end, over any split of its bytes. Strict: CRLF
/// only, bounded sizes, clean trailers.
///
/// A small machine of states: each byte outside of chunk data moves it to the next. Data is
/// skipped, or copied out, as a block.
public final class Chunks {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_EXTENSION_BYTES = 4 * 1024;
    private static final int MAX_TRAILER_BYTES = 16 * 1024;

    private State state = State.SIZE_START;
    private long size;
    private int digits;
    private int extensionBytes;
    private int trailerBytes;

    /// What the next byte is.
    private enum State {
        SIZE_START,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        END_LF,
        DONE,
        MALFORMED
    }

    /// Forgets the body before.
    public void reset() {
        state = State.SIZE_START;
        extensionBytes = 0;
        trailerBytes = 0;
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    public boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /// Goes on over `buffer` from `from` to `to`; copies the data without its framing to `data` if
    /// that is given. The index after the last byte that belongs to the body.
    public int follow(ByteBuf buffer, int from, int to, @Nullable ByteBuf data) {
        int at = from;
        while (at < to && state != State.DONE && state != State.MALFORMED) {
            if (state == State.DATA) {
                int length = (int) Math.min(size, to - at);
                if (data != null) {
                    data.writeBytes(buffer, at, length);
                }
                at += length;
                size -= length;
                state = size == 0 ? State.DATA_CR : State.DATA;
            } else {
                state = next(buffer.getByte(at));
                at++;
            }
        }
        return at;
    }

    /// Who wants the bytes of the trailers, line ends included, but not those of the empty line.
    @FunctionalInterface
    public interface Trailers {
        void add(byte c);
    }

    /// Goes on over what is not data, up to the next data or the end. The index where it stopped.
    public int skipFraming(ByteBuf buffer, int from, int to, Trailers trailers) {
        int at = from;
        while (at < to && state != State.DATA && state != State.DONE && state != State.MALFORMED) {
            byte c = buffer.getByte(at);
            boolean trailer =
                    state == State.TRAILER_START && c != Ascii.CR
                            || state == State.TRAILER_NAME
                            || state == State.TRAILER_VALUE
                            || state == State.TRAILER_LF;
            if (trailer) {
                trailers.add(c);
            }
            state = next(c);
            at++;
        }
        return at;
    }

    /// Takes at most `most` bytes of data that come now. How many there are; none in the middle of
    /// framing.
    public int takeData(int most) {
        if (state != State.DATA) {
            return 0;
        }
        int length = (int) Math.min(size, most);
        size -= length;
        state = size == 0 ? State.DATA_CR : State.DATA;
        return length;
    }

    private State next(byte c) {
        return switch (state) {
            case SIZE_START -> firstDigit(c);
            case SIZE -> sizeOrEnd(c);
            case EXTENSION -> extension(c);
            case SIZE_LF -> c == Ascii.LF ? afterSize() : State.MALFORMED;
            case DATA_CR -> c == Ascii.CR ? State.DATA_LF : State.MALFORMED;
            case DATA_LF -> c == Ascii.LF ? State.SIZE_START : State.MALFORMED;
            case TRAILER_START -> c == Ascii.CR ? State.END_LF : trailerName(c);
            case TRAILER_NAME -> c == Ascii.COLON ? State.TRAILER_VALUE : trailerName(c);
            case TRAILER_VALUE -> trailerValue(c);
            case TRAILER_LF -> c == Ascii.LF ? State.TRAILER_START : State.MALFORMED;
            case END_LF -> c == Ascii.LF ? State.DONE : State.MALFORMED;
            case DATA, DONE, MALFORMED -> throw new IllegalStateException("no byte in " + state);
        };
    }

    private State firstDigit(byte c) {
        size = 0;
        digits = 0;
        return Character.digit(c, 16) >= 0 ? sizeOrEnd(c) : State.MALFORMED;
    }

    private State sizeOrEnd(byte c) {
        int digit = Character.digit(c, 16);
        if (digit >= 0) {
            size = size << 4 | digit;
            digits++;
            return digits > MAX_SIZE_DIGITS ? State.MALFORMED : State.SIZE;
        }
        return switch (c) {
            case Ascii.CR -> State.SIZE_LF;
            case ';' -> State.EXTENSION;
            default -> State.MALFORMED;
        };
    }

    private State extension(byte c) {
        if (c == Ascii.CR) {
            return State.SIZE_LF;
        }
        extensionBytes++;
        boolean fine = Ascii.VALUE[c & 0xff] && extensionBytes <= MAX_EXTENSION_BYTES;
        return fine ? State.EXTENSION : State.MALFORMED;
    }

    private State afterSize() {
        return size == 0 ? State.TRAILER_START : State.DATA;
    }

    private State trailerName(byte c) {
        trailerBytes++;
        boolean fine = Ascii.TOKEN[c & 0xff] && trailerBytes <= MAX_TRAILER_BYTES;
        return fine ? State.TRAILER_NAME : State.MALFORMED;
    }

    private State trailerValue(byte c) {
        if (c == Ascii.CR) {
            return State.TRAILER_LF;
        }
        trailerBytes++;
        boolean fine = Ascii.VALUE[c & 0xff] && trailerBytes <= MAX_TRAILER_BYTES;
        return fine ? State.TRAILER_VALUE : State.MALFORMED;
    }
}
