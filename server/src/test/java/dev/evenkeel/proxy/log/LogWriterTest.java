package dev.evenkeel.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Scope;
import dev.evenkeel.proxy.log.LogWriter.Limits;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
    private static final LogStream ACCESS =
            stream(LogStream.Kind.ACCESS, "app/web/50dc6c495c0c9188");
    private static final Instant NOON = Instant.parse("2026-11-22T12:03:00Z");
    @TempDir private Path buckets;
    private volatile Instant now = NOON;
    private final Clock clock =
            new Clock() {
                @Override
                public Instant now() {
                    return now;
                }

                @Override
                public long nanoTime() {
                    return 0;
                }
            };

    private static LogStream stream(LogStream.Kind kind, String balancer) {
        return new LogStream(
                kind, "b", "", new Scope("123456789012", "eu-west-1"), balancer, "127.31.0.4");
    }

    private LogWriter writer(Limits limits) {
        return new LogWriter(buckets, clock, new SplittableRandom(1), limits);
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(buckets)) {
            return all.filter(Files::isRegularFile).map(buckets::relativize).sorted().toList();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }

    private String read(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(buckets.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theLinesOfAnIntervalGoIntoOneFileThatIsNamedAfterItsEnd() throws Exception {
        var writer = writer(Limits.DEFAULT).start(Background.virtualThreads());
        writer.offer(ACCESS, line("one\n"), 1);
        writer.offer(ACCESS, line("two\n"), 1);
        writer.close();
        assertThat(files()).hasSize(1);
        Path file = files().getFirst();
        assertThat(file.toString())
                .startsWith(
                        "b/AWSLogs/123456789012/elasticloadbalancing/eu-west-1/2026/11/22/"
                                + "123456789012_elasticloadbalancing_eu-west-1_app.web.50dc6c495c0c9188"
                                + "_20261122T1205Z_127.31.0.4_")
                .endsWith(".log.gz");
        assertThat(read(file)).isEqualTo("one\ntwo\n");
    }

    @Test
    void connectionAndHealthCheckLogsHaveNamesOfTheirOwn() throws Exception {
        var writer = writer(Limits.DEFAULT).start(Background.virtualThreads());
        writer.offer(stream(LogStream.Kind.CONNECTION, "app/web/1"), line("c\n"), 1);
        writer.offer(stream(LogStream.Kind.HEALTH_CHECK, "app/web/1"), line("h\n"), 1);
        writer.close();
        assertThat(files())
                .extracting(file -> file.getFileName().toString().split("123456789012")[0])
                .containsExactly("conn_log.", "health_check_log_");
    }

    @Test
    void aFileIsWholeOnceItsIntervalIsOver() throws Exception {
        var writer = writer(Limits.DEFAULT).start(Background.virtualThreads());
        writer.offer(ACCESS, line("early\n"), 1);
        await(() -> files().size() == 1);
        assertThat(files().getFirst().getFileName().toString()).endsWith(".part");
        Path first = buckets.resolve(files().getFirst());
        File directory = Objects.requireNonNull(first.getParent()).toFile();
        now = NOON.plus(Duration.ofMinutes(2));
        await(() ->
                Stream.of(Objects.requireNonNull(directory.list()))
                        .anyMatch(name -> name.endsWith(".gz")));
        writer.offer(ACCESS, line("late\n"), 1);
        writer.close();
        assertThat(files()).extracting(this::read).containsExactly("early\n", "late\n");
        assertThat(files()).extracting(Path::toString).anyMatch(name -> name.contains("T1210Z"));
    }

    @Test
    void whatTheDiskIsTooSlowForIsDroppedAndCounted() throws Exception {
        var small = new Limits(Duration.ofMinutes(5), 10, Duration.ofDays(30), Duration.ofHours(1));
        var writer = writer(small);
        writer.offer(ACCESS, line("12345678\n"), 1);
        writer.offer(ACCESS, line("a\nb\nc\n"), 3);
        assertThat(writer.dropped()).isEqualTo(3);
        writer.start(Background.virtualThreads());
        writer.close();
        assertThat(read(files().getFirst())).isEqualTo("12345678\n");
    }

    @Test
    void aBucketThatCannotBeWrittenCostsItsLinesOnly() throws Exception {
        Files.writeString(buckets.resolve("bad"), "a file where a directory should be");
        var writer = writer(Limits.DEFAULT).start(Background.virtualThreads());
        var bad =
                new LogStream(
                        LogStream.Kind.ACCESS,
                        "bad",
                        "",
                        ACCESS.scope(),
                        "app/web/1",
                        "127.31.0.4");
        writer.offer(bad, line("lost\n"), 1);
        writer.offer(ACCESS, line("kept\n"), 1);
        writer.close();
        assertThat(writer.dropped()).isEqualTo(1);
        assertThat(read(files().getFirst())).isEqualTo("kept\n");
    }

    @Test
    void oldFilesAreDeleted() throws Exception {
        Path old = buckets.resolve("b/old.log.gz");
        Path young = buckets.resolve("b/young.log.gz");
        Files.createDirectories(old.resolveSibling("b").getParent());
        Files.write(old, new byte[1]);
        Files.write(young, new byte[1]);
        Files.setLastModifiedTime(old, FileTime.from(NOON.minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(young, FileTime.from(NOON.minus(Duration.ofDays(29))));
        var writer = writer(Limits.DEFAULT).start(Background.virtualThreads());
        await(() -> !Files.exists(old));
        writer.close();
        assertThat(young).exists();
    }
}
