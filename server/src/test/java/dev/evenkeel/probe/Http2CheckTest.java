package dev.evenkeel.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.scenario.FakeTarget;
import dev.evenkeel.scenario.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Checks of targets that speak HTTP/2 and gRPC, against canned frames.
class Http2CheckTest {
    private static final int HEADERS = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final byte OK = (byte) 0x88;
    private static final byte NOT_FOUND = (byte) 0x8d;

    private final BlockingQueue<Optional<TargetHealth>> told = new LinkedBlockingQueue<>();
    private final Prober prober = new Prober(new Random(1), (_, health) -> told.add(health));
    private final Fleet fleet = new Fleet();
    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    private FakeTarget target;

    Http2CheckTest() throws IOException {
        target = new FakeTarget(FakeTarget.silence());
    }

    @AfterEach
    void stop() throws Exception {
        prober.close();
        target.close();
    }

    /// What becomes of a target whose answer is `frames`.
    private TargetHealth health(String version, String matcher, byte[]... frames) throws Exception {
        target.behave(connection -> answer(connection, frames));
        TargetGroup group = group(version, matcher);
        fleet.put(group);
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        fleet.listener(alb, Protocol.HTTP, 80, group);
        fleet.target(group, "127.0.0.1", target.port());
        prober.use(fleet.world());
        return told.take().orElseThrow();
    }

    private TargetGroup group(String version, String matcher) {
        TargetGroup plain = fleet.group("web", TargetType.IP, Protocol.HTTP);
        var check =
                new HealthCheck(
                        true,
                        Protocol.HTTP,
                        Optional.empty(),
                        "/health",
                        Duration.ofMillis(60),
                        Duration.ofSeconds(20),
                        2,
                        2,
                        matcher);
        return new TargetGroup(
                plain.arn(),
                plain.scope(),
                plain.name(),
                plain.protocol(),
                version,
                plain.port(),
                plain.targetType(),
                check,
                plain.attributes(),
                plain.tags());
    }

    /// Reads the request to its end, and answers on its stream.
    private void answer(Socket connection, byte[]... frames) throws IOException {
        var in = new DataInputStream(connection.getInputStream());
        in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
        connection.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        boolean ended = false;
        while (!ended) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            in.skipNBytes(1);
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (stream > 0) {
                requests.add(payload);
            }
            ended = stream > 0 && (flags & END_STREAM) != 0;
        }
        for (byte[] frame : frames) {
            connection.getOutputStream().write(frame);
        }
        in.read();
    }

    private static byte[] headers(boolean last, byte... block) {
        var frame = new ByteArrayOutputStream();
        int flags = END_HEADERS | (last ? END_STREAM : 0);
        frame.writeBytes(new byte[] {0, 0, (byte) block.length, HEADERS, (byte) flags});
        frame.writeBytes(new byte[] {0, 0, 0, 3});
        frame.writeBytes(block);
        return frame.toByteArray();
    }

    /// A field as HPACK writes it without any table.
    private static byte[] field(String name, String value) {
        var block = new ByteArrayOutputStream();
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        return block.toByteArray();
    }

    @Test
    void aTargetThatAnswersAGetIsHealthy() throws Exception {
        assertThat(health("HTTP2", "200", headers(true, OK))).isEqualTo(TargetHealth.HEALTHY);
        assertThat(requests.take()).as("one frame, in HPACK").isNotEmpty();
    }

    @Test
    void anotherStatusIsNot() throws Exception {
        TargetHealth sick = health("HTTP2", "200", headers(true, NOT_FOUND));
        assertThat(sick.description()).isEqualTo("Health checks failed with these codes: [404]");
    }

    @Test
    void aCallThatEndsWithTheRightCodeIsHealthy() throws Exception {
        var health =
                health("GRPC", "0", headers(false, OK), headers(true, field("grpc-status", "0")));
        assertThat(health).isEqualTo(TargetHealth.HEALTHY);
        requests.take();
        assertThat(requests.take()).as("an empty message").isEqualTo(new byte[5]);
    }

    @Test
    void aMethodThatIsNotThereIsHealthyByDefault() throws Exception {
        var block = new ByteArrayOutputStream();
        block.write(OK);
        block.writeBytes(field("grpc-status", "12"));
        assertThat(health("GRPC", "12", headers(true, block.toByteArray())))
                .isEqualTo(TargetHealth.HEALTHY);
    }

    @Test
    void anotherCodeIsNot() throws Exception {
        TargetHealth sick =
                health("GRPC", "12", headers(false, OK), headers(true, field("grpc-status", "14")));
        assertThat(sick.description()).isEqualTo("Health checks failed with these codes: [14]");
    }

    @Test
    void anAnswerThatIsNoGrpcFails() throws Exception {
        TargetHealth sick = health("GRPC", "12", headers(true, OK));
        assertThat(sick.reason()).isEqualTo("Target.FailedHealthChecks");
    }

    @Test
    void aTargetThatSpeaksNoHttp2Fails() throws Exception {
        byte[] http1 = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        TargetHealth sick = health("HTTP2", "200", http1);
        assertThat(sick.reason()).isEqualTo("Target.FailedHealthChecks");
    }
}
