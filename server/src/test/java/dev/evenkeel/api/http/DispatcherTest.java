package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.AccessKey;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.auth.SignatureVerifier;
import dev.evenkeel.sys.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final Dispatcher dispatcher =
            SampleServices.dispatcher(Authenticator.none("000000000000"));

    private ApiAnswer form(String service, String body) {
        return dispatcher.answer(
                new ApiRequest(
                        "POST",
                        "/",
                        "",
                        Map.of(
                                "content-type",
                                List.of("application/x-www-form-urlencoded; charset=utf-8"),
                                "authorization",
                                List.of(scope(service))),
                        Body.of(body)));
    }

    private static String scope(String service) {
        return "AWS4-HMAC-SHA256 Credential=AKID/20260131/eu-central-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    private ApiAnswer metrics(String path, Map<String, String> headers, Body body) {
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put("authorization", List.of(scope("monitoring")));
        return dispatcher.answer(new ApiRequest("POST", path, "", all, body));
    }

    @Test
    void anEmptyListIsWrittenAndAnUnsetMemberIsNot() {
        ApiAnswer answer =
                form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2015-12-01");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().text())
                .contains(
                        "<DescribeLoadBalancersResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">")
                .contains(
                        "<DescribeLoadBalancersResult><LoadBalancers></LoadBalancers></DescribeLoadBalancersResult>")
                .contains(
                        "<ResponseMetadata><RequestId>" + answer.headers().get("x-amzn-RequestId"))
                .doesNotContain("NextMarker");
    }

    @Test
    void aWriteIsDecidedInItsMomentAndAnswered() {
        ApiAnswer answer =
                form(
                        "elasticloadbalancing",
                        "Action=CreateLoadBalancer&Version=2015-12-01&Name=web");
        assertThat(answer.body().text())
                .contains("<LoadBalancerName>web</LoadBalancerName></member>")
                .contains("<CreatedTime>2026-01-31T12:00:00.000Z</CreatedTime>");
    }

    @Test
    void aFaultOfADecisionIsTheCallersMistake() {
        ApiAnswer answer =
                form(
                        "elasticloadbalancing",
                        "Action=CreateLoadBalancer&Version=2015-12-01&Name=taken");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().text())
                .contains("<Error><Type>Sender</Type><Code>DuplicateLoadBalancerName</Code>")
                .contains("<Message>'taken' &amp; &lt;used&gt;</Message>");
    }

    @Test
    void ec2HasItsOwnFormOfAnswersAndErrors() {
        assertThat(form("ec2", "Action=DescribeRegions&Version=2016-11-15").body().text())
                .contains(
                        "<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15\"><requestId>")
                .contains(
                        "<regionInfo><item><regionName>eu-central-1</regionName></item></regionInfo>");
        assertThat(form("ec2", "Action=Nonsense&Version=2016-11-15").body().text())
                .contains("<Response><Errors><Error><Code>InvalidAction</Code>")
                .contains(
                        "<Message>The action Nonsense is not valid for this web service.</Message>")
                .contains("<RequestID>");
    }

    @Test
    void whatIsInTheModelButNotAnsweredIsAnInvalidAction() {
        ApiAnswer answer =
                form("elasticloadbalancing", "Action=CreateTrustStore&Version=2015-12-01");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().text())
                .contains("<Code>InvalidAction</Code>")
                .contains("Could not find operation CreateTrustStore for version 2015-12-01");
    }

    @Test
    void twoServicesOfOneNameAreToldApartByVersion() {
        ApiAnswer classic =
                form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2012-06-01");
        assertThat(classic.body().text()).contains("doc/2012-06-01/").contains("InvalidAction");
    }

    @Test
    void jsonIsAnsweredInJson() {
        ApiAnswer answer =
                metrics(
                        "/",
                        Map.of(
                                "x-amz-target",
                                "GraniteServiceVersion20100801.ListMetrics",
                                "content-type",
                                "application/x-amz-json-1.0"),
                        Body.of("{\"Namespace\":\"AWS/EC2\",\"Unknown\":[1]}"));
        assertThat(answer.headers()).containsEntry("Content-Type", "application/x-amz-json-1.0");
        assertThat(answer.body().text())
                .isEqualTo("{\"Metrics\":[{\"Namespace\":\"AWS/EC2\",\"MetricName\":\"M\"}]}");
    }

    @Test
    void errorsInJsonCarryTheQueryCodeToo() {
        ApiAnswer answer =
                metrics(
                        "/",
                        Map.of("x-amz-target", "GraniteServiceVersion20100801.Fly"),
                        Body.of("{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().text()).contains("\"__type\":\"UnknownOperationException\"");
        assertThat(answer.headers())
                .containsEntry("x-amzn-query-error", "UnknownOperationException;Sender");
    }

    private ApiAnswer garden(String method, String path, String service) {
        Map<String, List<String>> headers =
                service.isEmpty() ? Map.of() : Map.of("authorization", List.of(scope(service)));
        return dispatcher.answer(new ApiRequest(method, path, "", headers, Body.EMPTY));
    }

    @Test
    void aRestOperationIsFoundByMethodAndPath() {
        ApiAnswer answer = garden("GET", "/2026-01-31/bed/north", "garden");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/xml")
                .containsKey("x-amzn-RequestId");
        assertThat(garden("GET", "/2026-01-31/bed/north", "").status()).isEqualTo(201);
    }

    @Test
    void aRestPathNobodyServesIsAnUnknownOperation() {
        for (ApiAnswer answer :
                List.of(
                        garden("GET", "/2026-01-31/shed", "garden"),
                        garden("POST", "/2026-01-31/bed/north", "garden"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().text())
                    .contains("<ErrorResponse xmlns=\"https://garden/\"><Error><Type>Sender</Type>")
                    .contains("<Code>UnknownOperationException</Code>");
        }
    }

    @Test
    void aSignatureForAnotherServiceLeadsToNoRestOperation() {
        assertThat(garden("GET", "/2026-01-31/bed/north", "monitoring").body().text())
                .contains("<Code>MissingAction</Code>");
    }

    @Test
    void cborIsAnsweredInCbor() {
        ApiAnswer answer =
                metrics(
                        "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
                        Map.of(
                                "smithy-protocol",
                                "rpc-v2-cbor",
                                "content-type",
                                "application/cbor"),
                        Body.EMPTY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor");
        assertThat(answer.headers()).containsEntry("Content-Type", "application/cbor");
    }

    @Test
    void aCompressedBodyIsExpanded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(
                    "{\"Namespace\":\"Zipped\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Map<String, String> headers =
                Map.of(
                        "x-amz-target",
                        "GraniteServiceVersion20100801.ListMetrics",
                        "content-encoding",
                        "gzip");
        assertThat(metrics("/", headers, Body.of(bytes.toByteArray())).body().text())
                .contains("Zipped");
        assertThat(metrics("/", headers, Body.of("plain")).status()).isEqualTo(400);
    }

    @Test
    void aBugIsAnInternalFailureThatTellsNothing() {
        ApiAnswer answer = form("elasticloadbalancing", "Action=DescribeRules&Version=2015-12-01");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().text())
                .contains("<Type>Receiver</Type><Code>InternalFailure</Code>")
                .doesNotContain("a bug");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        ApiAnswer answer =
                form(
                        "elasticloadbalancing",
                        "Action=CreateLoadBalancer&Version=2015-12-01&Scheme=odd&IpAddressType=ipv9");
        assertThat(answer.body().text())
                .contains("<Code>ValidationError</Code>")
                .contains(
                        "3 validation errors detected: Value null at 'name' failed to satisfy constraint:"
                                + " Member must not be null; Value 'odd' at 'scheme' failed to satisfy constraint:"
                                + " Member must satisfy enum value set: [internet-facing, internal]; ");
    }

    @Test
    void aSignatureForOneServiceDoesNotOpenAnother() {
        ApiAnswer answer =
                dispatcher.answer(
                        new ApiRequest(
                                "POST",
                                "/",
                                "",
                                Map.of(
                                        "x-amz-target",
                                        List.of("GraniteServiceVersion20100801.ListMetrics"),
                                        "authorization",
                                        List.of(scope("sts"))),
                                Body.of("{}")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().text()).contains("'monitoring'");
    }

    @Test
    void anUnsignedCallIsRefusedWhereSignaturesAreVerified() {
        Dispatcher strict =
                SampleServices.dispatcher(
                        new SignatureVerifier(
                                List.of(new AccessKey("A", "b", "000000000000")), Clock.system()));
        ApiAnswer answer =
                strict.answer(
                        new ApiRequest(
                                "GET",
                                "/",
                                "Action=GetCallerIdentity&Version=2011-06-15",
                                Map.of(),
                                Body.EMPTY));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().text()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void tooManyParametersAreRefused() {
        String many = "&a=1".repeat(20_001);
        ApiAnswer answer = form("ec2", "Action=DescribeRegions" + many);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().text()).contains("MalformedQueryString");
    }
}
