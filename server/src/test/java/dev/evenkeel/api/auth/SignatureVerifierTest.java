package dev.evenkeel.api.auth;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.FixedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final AccessKey KEY =
            new AccessKey(
                    "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "123456789012");

    private static SignatureVerifier at(Instant now) {
        return new SignatureVerifier(List.of(KEY), new FixedClock(now));
    }

    static Stream<SignedRequest> signedByBotocore() {
        return SignedRequest.read("signed-requests.txt");
    }

    private static ApiRequest signed(String name) {
        return signedByBotocore()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow()
                .request();
    }

    @ParameterizedTest
    @MethodSource("signedByBotocore")
    void whatBotocoreSignedIsBelieved(SignedRequest signed) {
        assertThat(at(NOW).authenticate(signed.request()).account()).isEqualTo("123456789012");
    }

    @ParameterizedTest
    @MethodSource("signedByBotocore")
    void anotherBodyIsNot(SignedRequest signed) {
        ApiRequest r = signed.request();
        Body other = Body.of(r.body().text() + "x");
        refused("SignatureDoesNotMatch", () -> at(NOW).authenticate(withBody(r, other)));
    }

    private static ApiRequest withBody(ApiRequest r, Body body) {
        return new ApiRequest(r.method(), r.path(), r.query(), r.headers(), body);
    }

    @ParameterizedTest
    @MethodSource("signedByBotocore")
    void neitherIsAnotherQueryMethodOrPath(SignedRequest signed) {
        ApiRequest r = signed.request();
        String query = r.query() + "&z=1";
        for (ApiRequest changed :
                List.of(
                        new ApiRequest("PUT", r.path(), r.query(), r.headers(), r.body()),
                        new ApiRequest(r.method(), "/x", r.query(), r.headers(), r.body()),
                        new ApiRequest(r.method(), r.path(), query, r.headers(), r.body()))) {
            refused("SignatureDoesNotMatch", () -> at(NOW).authenticate(changed));
        }
    }

    @Test
    void theAwsSuitesPlainGetIsBelieved() {
        ApiRequest vanilla =
                new ApiRequest(
                        "GET",
                        "/",
                        "",
                        Map.of(
                                "host",
                                List.of("example.amazonaws.com"),
                                "x-amz-date",
                                List.of("20150830T123600Z"),
                                "authorization",
                                List.of(
                                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                                + " SignedHeaders=host;x-amz-date,"
                                                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")),
                        Body.EMPTY);
        Instant then = Instant.parse("2015-08-30T12:36:00Z");
        assertThat(at(then).authenticate(vanilla).accessKey()).isEqualTo("AKIDEXAMPLE");
    }

    @Test
    void ourOwnSignatureIsBelieved() {
        ApiRequest unsigned = withoutHeader(signed("a form"), "authorization");
        String authorization = SignatureV4.authorization(unsigned, KEY, "eu-west-1", "ec2");
        ApiRequest signed = withHeader(unsigned, "authorization", authorization);
        assertThat(at(NOW).authenticate(signed).accessKey()).isEqualTo("AKIDEXAMPLE");
    }

    @Test
    void aRequestWithoutSignatureIsTold() {
        refused(
                "MissingAuthenticationToken",
                () -> at(NOW).authenticate(withoutHeader(signed("a form"), "authorization")));
    }

    @Test
    void anUnknownKeyIsTold() {
        SignatureVerifier stranger =
                new SignatureVerifier(
                        List.of(new AccessKey("OTHER", "secret", "123456789012")),
                        new FixedClock(NOW));
        refused("InvalidClientTokenId", () -> stranger.authenticate(signed("a form")));
    }

    @Test
    void aWrongSecretIsTold() {
        SignatureVerifier other =
                new SignatureVerifier(
                        List.of(new AccessKey("AKIDEXAMPLE", "other", "123456789012")),
                        new FixedClock(NOW));
        refused("SignatureDoesNotMatch", () -> other.authenticate(signed("a form")));
    }

    @Test
    void clocksMayDifferByAQuarterOfAnHour() {
        ApiRequest request = signed("a form");
        assertThat(at(NOW.plus(Duration.ofMinutes(15))).authenticate(request)).isNotNull();
        assertThat(at(NOW.minus(Duration.ofMinutes(15))).authenticate(request)).isNotNull();
        assertThatThrownBy(() -> at(NOW.plus(Duration.ofSeconds(901))).authenticate(request))
                .hasMessageContaining("Signature expired: 20260131T120000Z is now earlier than");
        assertThatThrownBy(() -> at(NOW.minus(Duration.ofSeconds(901))).authenticate(request))
                .hasMessageContaining("Signature not yet current");
    }

    @Test
    void aPresignedQueryLivesAsLongAsItSays() {
        ApiRequest presigned = signed("an empty body, presigned");
        assertThat(at(NOW.plusSeconds(600)).authenticate(presigned)).isNotNull();
        refused("SignatureDoesNotMatch", () -> at(NOW.plusSeconds(601)).authenticate(presigned));
    }

    @Test
    void whatIsMissingFromTheHeaderIsNamed() {
        ApiRequest bare =
                withHeader(
                        signed("a form"),
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request");
        assertThatThrownBy(() -> at(NOW).authenticate(bare))
                .hasMessageContaining("requires 'Signature' parameter")
                .hasMessageContaining("requires 'SignedHeaders' parameter");
        refused("IncompleteSignature", () -> at(NOW).authenticate(bare));
        ApiRequest basic = withHeader(signed("a form"), "authorization", "Basic Zm9v");
        refused("IncompleteSignature", () -> at(NOW).authenticate(basic));
    }

    @Test
    void headersThatDecideMustBeSigned() {
        ApiRequest retargeted = withHeader(signed("a form"), "x-amz-target", "Other.Operation");
        assertThatThrownBy(() -> at(NOW).authenticate(retargeted))
                .hasMessageContaining("'x-amz-target' must be a 'SignedHeader'");
        ApiRequest hostless =
                edited(signed("a form"), "authorization", value -> value.replace("host;", ""));
        assertThatThrownBy(() -> at(NOW).authenticate(hostless)).hasMessageContaining("'Host'");
    }

    @Test
    void theDayOfTheScopeIsTheDayOfTheRequest() {
        ApiRequest yesterday =
                edited(
                        signed("a form"),
                        "authorization",
                        value -> value.replace("/20260131/", "/20260130/"));
        assertThatThrownBy(() -> at(NOW).authenticate(yesterday))
                .hasMessageContaining("Date in Credential scope does not match");
    }

    @Test
    void ec2HasOneWordForWrongCredentials() {
        ApiFault fault = Authenticator.inWordsOf("ec2", AuthFaults.unknownKey());
        assertThat(fault.code()).isEqualTo("AuthFailure");
        assertThat(fault.status()).isEqualTo(401);
        assertThat(Authenticator.inWordsOf("ec2", AuthFaults.missing()).code())
                .isEqualTo("MissingAuthenticationToken");
        assertThat(Authenticator.inWordsOf("sts", AuthFaults.unknownKey()).code())
                .isEqualTo("InvalidClientTokenId");
    }

    @Test
    void withoutAuthenticationEverybodyIsTheAccount() {
        Authenticator open = Authenticator.none("000000000000");
        assertThat(open.authenticate(signed("a form")).accessKey()).isEqualTo("AKIDEXAMPLE");
        assertThat(open.authenticate(withoutHeader(signed("a form"), "authorization")).accessKey())
                .isEqualTo("anonymous");
    }

    @Test
    void aKeyNeverShowsItsSecret() {
        assertThat(KEY.toString()).doesNotContain(KEY.secret());
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private static ApiRequest edited(ApiRequest r, String name, UnaryOperator<String> edit) {
        return withHeader(r, name, edit.apply(r.header(name).orElseThrow()));
    }

    private static ApiRequest withHeader(ApiRequest r, String name, String value) {
        Map<String, List<String>> headers = new TreeMap<>(r.headers());
        headers.put(name, List.of(value));
        return new ApiRequest(r.method(), r.path(), r.query(), headers, r.body());
    }

    private static ApiRequest withoutHeader(ApiRequest r, String name) {
        Map<String, List<String>> headers =
                r.headers().entrySet().stream()
                        .filter(header -> !header.getKey().equals(name))
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new ApiRequest(r.method(), r.path(), r.query(), headers, r.body());
    }
}
