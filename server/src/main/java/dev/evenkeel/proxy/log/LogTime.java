package dev.evenkeel.proxy.log;

import dev.evenkeel.sys.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The wall clock in microseconds, told from the monotonic clock, and written as AWS writes it:
/// `2026-11-22T18:00:00.123456Z`. One for each event loop.
public final class LogTime {
    private static final long SECOND = 1_000_000_000L;
    private static final long MICROS = 1_000_000L;

    private final Clock clock;
    private long baseNanos;
    private long baseMicros;
    private long writtenSecond = Long.MIN_VALUE;
    private final LogLine written = new LogLine(24);

    public LogTime(Clock clock) {
        this.clock = clock;
        set();
    }

    private void set() {
        baseNanos = clock.nanoTime();
        baseMicros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.now());
    }

    /// Microseconds since 1970 at a moment of the monotonic clock. The wall clock is asked once a
    /// second.
    public long micros(long nanos) {
        if (nanos - baseNanos >= SECOND) {
            set();
        }
        return baseMicros + (nanos - baseNanos) / 1000;
    }

    void append(long micros, LogLine out) {
        long second = Math.floorDiv(micros, MICROS);
        if (second != writtenSecond) {
            write(second);
        }
        out.add(written).add('.').addDigits(Math.floorMod(micros, MICROS), 6).add('Z');
    }

    private void write(long second) {
        writtenSecond = second;
        var time = Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
        written.clear();
        written.addDigits(time.getYear(), 4)
                .add('-')
                .addDigits(time.getMonthValue(), 2)
                .add('-')
                .addDigits(time.getDayOfMonth(), 2)
                .add('T')
                .addDigits(time.getHour(), 2)
                .add(':')
                .addDigits(time.getMinute(), 2)
                .add(':')
                .addDigits(time.getSecond(), 2);
    }
}
