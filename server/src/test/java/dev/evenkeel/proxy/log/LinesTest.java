package dev.evenkeel.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.proxy.log.HealthCheckLine.Outcome;
import dev.evenkeel.sys.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The lines of connection logs and health check logs, letter by letter.
class LinesTest {
    private final LogLine line = new LogLine(16);
    private final LogTime time =
            new LogTime(
                    new Clock() {
                        @Override
                        public Instant now() {
                            return Instant.parse("2025-10-31T12:44:58.901409Z");
                        }

                        @Override
                        public long nanoTime() {
                            return 0;
                        }
                    });

    private String text() {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }

    private String check(CheckResult result, int code) {
        line.clear();
        new HealthCheckLine(
                        "http", 1_121_980_746, "172.31.31.9:80", "pages", Outcome.of(result), code)
                .write(time, 0, line);
        return text();
    }

    @Test
    void aHealthCheckTellsHowItEnded() {
        String start = "http 2025-10-31T12:44:58.901409Z 1.121980746 172.31.31.9:80 pages ";
        assertThat(check(new CheckResult.Passed(), 200)).isEqualTo(start + "PASS 200 -");
        assertThat(check(new CheckResult.WrongCode(502), 502))
                .isEqualTo(start + "FAIL 502 TargetError");
        assertThat(check(new CheckResult.WrongCode(404), 404))
                .isEqualTo(start + "FAIL 404 ResponseCodeMismatch");
        assertThat(check(new CheckResult.TimedOut(), 0)).isEqualTo(start + "FAIL - TimedOut");
        assertThat(check(new CheckResult.Failed(), 0)).isEqualTo(start + "FAIL - ConnectionReset");
    }

    @Test
    void aCheckByGrpcHasReasonsOfItsOwn() {
        assertThat(check(new CheckResult.WrongGrpcStatus(14), 14))
                .endsWith(" FAIL 14 GRPCUnexpectedStatus");
        assertThat(check(new CheckResult.NoGrpcStatus(), 0))
                .endsWith(" FAIL - GRPCStatusHeaderEmpty");
        assertThat(check(new CheckResult.NotMade(), 0)).endsWith(" FAIL - InternalError");
    }

    @Test
    void anEncryptedConnectionTellsItsHandshake() {
        new ConnectionLine(
                        "203.0.113.1",
                        36280,
                        443,
                        "TLSv1.3",
                        "TLS_AES_128_GCM_SHA256",
                        4_036_000,
                        "Success",
                        "TID_1")
                .write(time, 0, line);
        assertThat(text())
                .isEqualTo(
                        "2025-10-31T12:44:58.901409Z 203.0.113.1 36280 443 TLSv1.3"
                                + " TLS_AES_128_GCM_SHA256 0.004 \"-\" - - Success TID_1");
    }

    @Test
    void aPlainConnectionHasNothingToTellOfTls() {
        new ConnectionLine("203.0.113.1", 36280, 80, "", "", 0, "-", "TID_2").write(time, 0, line);
        assertThat(text())
                .isEqualTo(
                        "2025-10-31T12:44:58.901409Z 203.0.113.1 36280 80 - - - \"-\" - - - TID_2");
    }
}
