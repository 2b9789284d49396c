package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.SignatureVerifier;
import dev.evenkeel.cli.AccessKey;
import dev.evenkeel.demo.Aws.Service;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the demo sends to the API and makes of its answers, over a real connection.
class AwsTest {
    private static final AccessKey KEY =
            new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final TurnedClock clock = new TurnedClock();
    private volatile int status = 200;
    private volatile String answer = "<Answer><Name>web</Name></Answer>";
    private HttpServer server;

    /// A clock that the test turns.
    private static final class TurnedClock implements Clock {
        private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, List<String>>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            requests.add(
                    new ApiRequest(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getRawPath(),
                            "",
                            headers,
                            Body.of(exchange.getRequestBody().readAllBytes())));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Aws aws() {
        return new Aws(
                new Site(
                        api(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 53),
                        KEY,
                        "us-east-1",
                        List.of("us-east-1a"),
                        8080),
                clock);
    }

    private void answers(int nextStatus, String nextAnswer) {
        status = nextStatus;
        answer = nextAnswer;
    }

    private SignatureVerifier verifier(String secret) {
        return new SignatureVerifier(
                List.of(new dev.evenkeel.api.auth.AccessKey(KEY.id(), secret, "000000000000")),
                clock);
    }

    @Test
    void aCallIsAFormWithTheActionTheVersionAndItsParameters() {
        try (Aws aws = aws()) {
            aws.call(Service.AUTO_SCALING, "CreateThing", "Name", "a b&c=d", "Tags.member.1", "é");
        }
        ApiRequest request = requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.header("content-type")).contains("application/x-www-form-urlencoded");
        assertThat(request.body().text())
                .isEqualTo(
                        "Action=CreateThing&Version=2011-01-01"
                                + "&Name=a+b%26c%3Dd&Tags.member.1=%C3%A9");
    }

    @ParameterizedTest
    @CsvSource({
        "EC2, ec2, 2016-11-15",
        "ELBV2, elasticloadbalancing, 2015-12-01",
        "CLASSIC, elasticloadbalancing, 2012-06-01",
        "AUTO_SCALING, autoscaling, 2011-01-01",
        "CLOUDWATCH, monitoring, 2010-08-01"
    })
    void everyServiceHasItsVersionAndIsSignedForByItsName(
            Service service, String signedFor, String version) {
        try (Aws aws = aws()) {
            aws.call(service, "DescribeThings");
        }
        ApiRequest request = requests.getFirst();
        assertThat(request.body().text()).endsWith("&Version=" + version);
        assertThat(request.header("authorization").orElse(""))
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260131/us-east-1/"
                                + signedFor
                                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=");
        assertThat(request.header("x-amz-date")).contains("20260131T120000Z");
        assertThat(request.header("host")).contains(api().substring("http://".length()));
    }

    @Test
    void theServersOwnVerifierBelievesTheSignature() {
        try (Aws aws = aws()) {
            aws.call(Service.EC2, "DescribeInstances", "InstanceId.1", "i-1");
            aws.put("/_evenkeel/zones/us-east-1a/off");
        }
        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(verifier(KEY.secret()).authenticate(request).account())
                                .isEqualTo("000000000000"));
    }

    @Test
    void withAnotherSecretItWouldNot() {
        try (Aws aws = aws()) {
            aws.call(Service.EC2, "DescribeInstances");
        }
        assertThatThrownBy(() -> verifier("another secret").authenticate(requests.getFirst()))
                .isInstanceOfSatisfying(
                        ApiFault.class,
                        fault -> assertThat(fault.code()).isEqualTo("SignatureDoesNotMatch"));
    }

    @Test
    void everyCallIsSignedAtItsOwnTime() {
        try (Aws aws = aws()) {
            aws.call(Service.EC2, "DescribeInstances");
            clock.now = clock.now.plus(Duration.ofHours(13));
            aws.call(Service.EC2, "DescribeInstances");
        }
        assertThat(requests.getLast().header("x-amz-date")).contains("20260201T010000Z");
        assertThat(verifier(KEY.secret()).authenticate(requests.getLast()).accessKey())
                .isEqualTo("AKIDEXAMPLE");
    }

    @Test
    void theAnswerIsReadFromItsXml() {
        answers(
                200,
                "<?xml version=\"1.0\"?><R><Names><member><Name> a </Name></member>"
                        + "<member><Name>b</Name></member></Names></R>");
        try (Aws aws = aws()) {
            Answer read = aws.call(Service.ELBV2, "DescribeThings");
            assertThat(read.list("Names").stream().map(member -> member.first("Name")))
                    .containsExactly("a", "b");
            assertThat(read.first("Missing")).isEmpty();
        }
    }

    @Test
    void aRefusalIsToldWithItsCodeAndMessage() {
        answers(
                400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"
                        + "<Message>no such group</Message></Error></ErrorResponse>");
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.call(Service.AUTO_SCALING, "DeleteAutoScalingGroup"))
                    .isInstanceOf(StoryException.class)
                    .hasMessage("DeleteAutoScalingGroup: ValidationError: no such group");
        }
    }

    @Test
    void aRefusalOfEc2IsToldTheSameWay() {
        answers(
                503,
                "<Response><Errors><Error><Code>ServiceUnavailable</Code><Message>later</Message>"
                        + "</Error></Errors><RequestID>1</RequestID></Response>");
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.call(Service.EC2, "DescribeVpcs"))
                    .hasMessage("DescribeVpcs: ServiceUnavailable: later");
        }
    }

    @ParameterizedTest
    @CsvSource({"502, not XML at all", "200, {}", "200, <Open>", "500, ''"})
    void anAnswerThatIsNotXmlIsToldByItsStatus(int nextStatus, String text) {
        answers(nextStatus, text);
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.call(Service.EC2, "DescribeVpcs"))
                    .isInstanceOf(StoryException.class)
                    .hasMessage("status " + nextStatus + " without an answer in XML");
        }
    }

    @Test
    void anAnswerMayNotBringADocumentTypeAlong() {
        answers(200, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>");
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.call(Service.EC2, "DescribeVpcs"))
                    .hasMessage("status 200 without an answer in XML");
        }
    }

    @Test
    void nobodyThereIsToldWithTheAddress() {
        server.stop(0);
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.call(Service.EC2, "DescribeVpcs"))
                    .isInstanceOf(StoryException.class)
                    .hasMessageStartingWith("no answer from " + api());
        }
    }

    @Test
    void theServersOwnRoutesAreAskedWithPut() {
        answers(204, "");
        try (Aws aws = aws()) {
            aws.put("/_evenkeel/zones/us-east-1a/off");
        }
        ApiRequest request = requests.getFirst();
        assertThat(request.method() + " " + request.path())
                .isEqualTo("PUT /_evenkeel/zones/us-east-1a/off");
        assertThat(request.body().length()).isZero();
        assertThat(request.header("authorization").orElse(""))
                .contains("/us-east-1/evenkeel/aws4_request");
    }

    @ParameterizedTest
    @CsvSource({"404", "403", "500", "302"})
    void aRouteThatDoesNotDoItIsAFailure(int nextStatus) {
        answers(nextStatus, "{}");
        try (Aws aws = aws()) {
            assertThatThrownBy(() -> aws.put("/_evenkeel/zones/moon/off"))
                    .hasMessage("/_evenkeel/zones/moon/off was answered with " + nextStatus);
        }
    }
}
