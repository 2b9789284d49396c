package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Operations;
import dev.evenkeel.scenario.Fuzz;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Service;
import dev.evenkeel.wire.autoscaling.AutoScalingOperations;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;
import dev.evenkeel.wire.ec2.Ec2Operations;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever is sent, it is read or it is the caller's mistake; never a bug of ours. Seeded, so a
/// finding repeats.
class NoiseTest {
    private static final int ROUNDS = Fuzz.rounds(3_000);
    private static final List<Service> SERVICES =
            List.of(
                    Ec2Operations.SERVICE,
                    AutoScalingOperations.SERVICE,
                    CloudWatchOperations.SERVICE);
    private static final List<Service> ALL =
            Stream.concat(SERVICES.stream(), Stream.of(SampleRest.SERVICE)).toList();
    private static final List<String> SCRAPS =
            List.of(
                    "&",
                    "=",
                    ".",
                    "1",
                    "0",
                    "member",
                    "entry",
                    "%",
                    "%4",
                    "+",
                    "Name",
                    "Tag",
                    "Filter",
                    "Value",
                    "\u0000",
                    "é",
                    "-9223372036854775809",
                    "NaN",
                    "2026-01-01",
                    "true",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ":",
                    ",",
                    "null",
                    "1e999",
                    "MinCount",
                    "Namespace",
                    "MetricData",
                    "Timestamp",
                    "Dimensions");

    private final Directory directory =
            new Directory(ALL.stream().map(Operations::of).toList(), Limits.DEFAULT);
    private final Validation validation = new Validation();
    private int understood;

    @Test
    void noiseInFormsIsReadOrRefused() {
        Random random = new Random(20_260_131);
        for (int i = 0; i < ROUNDS; i++) {
            Service service = SERVICES.get(random.nextInt(SERVICES.size()));
            String form = "Version=" + service.version() + "&" + scraps(random);
            read(service, request(Map.of(), "/", Body.of(form)), random);
        }
        assertThat(understood).isPositive();
    }

    @Test
    void noiseInJsonIsReadOrRefused() {
        Random random = new Random(20_260_201);
        Map<String, List<String>> headers =
                Map.of("x-amz-target", List.of("GraniteServiceVersion20100801.PutMetricData"));
        for (int i = 0; i < ROUNDS; i++) {
            read(
                    CloudWatchOperations.SERVICE,
                    request(headers, "/", Body.of("{" + scraps(random))),
                    random);
        }
    }

    @Test
    void noiseInCborIsReadOrRefused() {
        Random random = new Random(20_260_202);
        Map<String, List<String>> headers = Map.of("smithy-protocol", List.of("rpc-v2-cbor"));
        String path = "/service/GraniteServiceVersion20100801/operation/PutMetricData";
        byte[] good = cborSample();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read(CloudWatchOperations.SERVICE, request(headers, path, Body.of(bytes)), random);
        }
        assertThat(understood).isPositive();
    }

    @Test
    void noiseInRestXmlIsReadOrRefused() {
        Random random = new Random(20_260_203);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder xml = new StringBuilder(restSample());
            for (int change = random.nextInt(4); change > 0; change--) {
                String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
                int at = random.nextInt(xml.length());
                int end = Math.min(xml.length(), at + random.nextInt(4));
                xml.replace(at, end, random.nextBoolean() ? scrap : "<" + scrap + ">");
            }
            ApiRequest request =
                    new ApiRequest(
                            "POST",
                            "/beds/" + scraps(random) + "/plants",
                            scraps(random),
                            Map.of("x-tag", List.of(scraps(random)), "x-note-a", List.of("b")),
                            Body.of(xml.toString()));
            read(SampleRest.SERVICE, request, random);
        }
        assertThat(understood).isPositive();
    }

    private static String restSample() {
        return "<Plant kind=\"tree\"><Name>oak</Name><Seed>1</Seed><Seed>2</Seed><Sizes><entry><key>a</key>"
                + "<value>9</value></entry></Sizes><Depth>1.5</Depth><At>2026-01-31T12:00:00Z</At>"
                + "<Neighbour><Name>elm</Name></Neighbour></Plant>";
    }

    @Test
    void deepNestingIsRefused() {
        Map<String, List<String>> headers =
                Map.of("x-amz-target", List.of("GraniteServiceVersion20100801.PutMetricData"));
        read(
                CloudWatchOperations.SERVICE,
                request(headers, "/", Body.of("{\"a\":" + "[".repeat(100_000))),
                new Random(1));
        assertThat(understood).isZero();
    }

    private static byte[] cborSample() {
        Map<String, Object> datum =
                Map.of(
                        "MetricName",
                        "m",
                        "Value",
                        1.5,
                        "Timestamp",
                        1_769_860_800L,
                        "Values",
                        List.of(1.0, 2.0));
        return tools.jackson.dataformat.cbor.CBORMapper.builder()
                .build()
                .writeValueAsBytes(Map.of("Namespace", "n", "MetricData", List.of(datum)));
    }

    private static ApiRequest request(Map<String, List<String>> headers, String path, Body body) {
        return new ApiRequest("POST", path, "", headers, body);
    }

    private void read(Service service, ApiRequest request, Random random) {
        Operation<?, ?> operation =
                service.operations().get(random.nextInt(service.operations().size()));
        try {
            Addressed addressed = directory.address(request, "");
            Object input = addressed.protocol().read(operation.input().get());
            validation.check(operation.input().get(), input);
            validation.checkPresence(operation.input().get(), input);
            understood++;
        } catch (ApiFault refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    private static String scraps(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
        }
        return text.toString();
    }
}
