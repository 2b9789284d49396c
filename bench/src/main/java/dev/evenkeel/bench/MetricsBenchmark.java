package dev.evenkeel.bench;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.metric.sqlite.SqliteJournal;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a minute of 10,000 metrics costs: each recorded once, all of them durable, and every ten
/// minutes the ageing. The goal is a tenth of a core: 6,000 ms for each call.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 5)
public class MetricsBenchmark {
    private static final int METRICS = 10_000;
    private static final int MINUTES_BETWEEN_AGEING = 10;
    private static final dev.evenkeel.model.Scope HOME =
            new dev.evenkeel.model.Scope("000000000000", "us-east-1");

    private final List<MetricId> metrics =
            IntStream.range(0, METRICS)
                    .mapToObj(i -> MetricId.of("App", "m" + i, Map.of("shop", "s" + i % 100)))
                    .toList();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int minute;
    private @Nullable SqliteJournal journal;
    private @Nullable MetricStore store;

    @Setup
    public void open() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("evenkeel-metrics-");
        journal = SqliteJournal.open(directory);
        store = new MetricStore(Retention.CLOUDWATCH, journal);
    }

    @TearDown
    public void close() throws SQLException {
        if (journal != null) {
            journal.close();
        }
    }

    @Benchmark
    public int minute() {
        if (store == null) {
            throw new IllegalStateException("not set up");
        }
        for (MetricId metric : metrics) {
            store.record(HOME, metric, Datapoint.of(now, minute), "Count");
        }
        store.flush();
        now = now.plusSeconds(60);
        if (++minute % MINUTES_BETWEEN_AGEING == 0) {
            store.age(now);
        }
        return minute;
    }
}
