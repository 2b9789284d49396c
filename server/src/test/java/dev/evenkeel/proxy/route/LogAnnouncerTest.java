package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAnnouncerTest {
    @TempDir private Path buckets;
    private final Fleet fleet = new Fleet();
    private final LoadBalancer web = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);

    private LogWriter writer() {
        return new LogWriter(
                        buckets, Clock.system(), new SplittableRandom(1), LogWriter.Limits.DEFAULT)
                .start(Background.virtualThreads());
    }

    private void set(Map<String, String> attributes) {
        fleet.put(web.withAttributes(Attributes.of(attributes)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(buckets)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> buckets.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aLogThatIsSwitchedOnHasATestFileFromThenOn() throws IOException {
        LogWriter writer = writer();
        var announcer = new LogAnnouncer(writer);
        announcer.use(fleet.world());
        set(Map.of("access_logs.s3.enabled", "false", "access_logs.s3.bucket", "logs"));
        announcer.use(fleet.world());
        set(
                Map.of(
                        "access_logs.s3.enabled", "true",
                        "access_logs.s3.bucket", "logs",
                        "access_logs.s3.prefix", "team/web",
                        "connection_logs.s3.enabled", "true",
                        "connection_logs.s3.bucket", "logs",
                        "health_check_logs.s3.enabled", "true",
                        "health_check_logs.s3.bucket", "health"));
        announcer.use(fleet.world());
        writer.close();
        assertThat(files())
                .containsExactly(
                        "health/AWSLogs/000000000000/ELBHealthCheckLogTestFile",
                        "logs/AWSLogs/000000000000/ELBConnectionLogTestFile",
                        "logs/team/web/AWSLogs/000000000000/ELBAccessLogTestFile");
        assertThat(buckets.resolve("logs/team/web/AWSLogs/000000000000/ELBAccessLogTestFile"))
                .content()
                .startsWith("Enable AccessLog for ELB: app/web/50dc6c495c0c9188 at 20");
    }

    @Test
    void aLogThatStaysOnIsNotAnnouncedAgain() throws IOException {
        set(Map.of("access_logs.s3.enabled", "true", "access_logs.s3.bucket", "logs"));
        LogWriter writer = writer();
        var announcer = new LogAnnouncer(writer);
        announcer.use(fleet.world());
        Path file = buckets.resolve("logs/AWSLogs/000000000000/ELBAccessLogTestFile");
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        Files.delete(file);
        announcer.use(fleet.world());
        writer.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatWasThereIsKept() throws IOException {
        Path file = buckets.resolve("logs/AWSLogs/000000000000/ELBAccessLogTestFile");
        Files.createDirectories(file.resolveSibling("x"));
        Files.writeString(file, "mine");
        LogWriter writer = writer();
        set(Map.of("access_logs.s3.enabled", "true", "access_logs.s3.bucket", "logs"));
        new LogAnnouncer(writer).use(fleet.world());
        writer.close();
        assertThat(file).content().isEqualTo("mine");
    }
}
