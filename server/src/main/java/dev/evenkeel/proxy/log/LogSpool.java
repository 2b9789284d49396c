package dev.evenkeel.proxy.log;

import java.util.ArrayList;
import java.util.List;

/// The lines of one event loop that the writer does not have yet, a buffer for each stream. On its
/// event loop; after that ended, on the thread that saw it end.
public final class LogSpool {
    private static final int FULL = 32 * 1024;

    private final LogWriter writer;
    private final List<Buffer> buffers = new ArrayList<>();

    public LogSpool(LogWriter writer) {
        this.writer = writer;
    }

    /// Where the lines of a stream are composed, until the next [#flush].
    @SuppressWarnings("ReferenceEquality") // Per request; equal streams take a little longer.
    public Buffer buffer(LogStream stream) {
        for (int index = 0; index < buffers.size(); index++) {
            LogStream known = buffers.get(index).stream;
            if (known == stream || known.equals(stream)) {
                return buffers.get(index);
            }
        }
        var buffer = new Buffer(stream);
        buffers.add(buffer);
        return buffer;
    }

    /// Hands all lines to the writer. Streams that had none are forgotten.
    public void flush() {
        buffers.removeIf(buffer -> !buffer.isUsed);
        for (int index = 0; index < buffers.size(); index++) {
            buffers.get(index).hand();
        }
    }

    /// The lines of one stream.
    public final class Buffer {
        private final LogStream stream;
        private final LogLine lines = new LogLine(4 * 1024);
        private int count;
        private boolean isUsed = true;

        private Buffer(LogStream stream) {
            this.stream = stream;
        }

        /// Where the next line goes.
        public LogLine line() {
            return lines;
        }

        /// The line is whole.
        public void end() {
            lines.add('\n');
            count++;
            isUsed = true;
            if (lines.length() >= FULL) {
                hand();
            }
        }

        private void hand() {
            isUsed = count > 0;
            if (count > 0) {
                writer.offer(stream, lines.take(), count);
                count = 0;
            }
        }
    }
}
