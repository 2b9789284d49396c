package dev.evenkeel.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    private static final String PRESIGNED =
            "Action=GetCallerIdentity&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                    + "&X-Amz-Credential=AKID%2F20260131%2Feu-west-1%2Fsts%2Faws4_request"
                    + "&X-Amz-Date=20260131T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-a"
                    + "&X-Amz-Signature=abc";

    private static ApiRequest query(String query) {
        return new ApiRequest("GET", "/", query, Map.of(), Body.EMPTY);
    }

    private static ApiRequest header(String authorization) {
        Map<String, List<String>> headers =
                Map.of(
                        "authorization",
                        List.of(authorization),
                        "x-amz-date",
                        List.of("20260131T120000Z"));
        return new ApiRequest("GET", "/", "", headers, Body.EMPTY);
    }

    @Test
    void aHeaderIsReadWithOrWithoutSpaces() {
        for (String separator : List.of(", ", ",")) {
            Claim claim =
                    Claim.of(
                            header(
                                    String.join(
                                            separator,
                                            "AWS4-HMAC-SHA256 Credential=AKID/20260131/eu-west-1/sts/aws4_request",
                                            "SignedHeaders=Host;x-amz-date",
                                            "Signature=abc")));
            assertThat(claim.scope())
                    .isEqualTo(new CredentialScope("AKID", "20260131", "eu-west-1", "sts"));
            assertThat(claim.signedHeaders()).containsExactly("host", "x-amz-date");
            assertThat(claim.signature()).isEqualTo("abc");
            assertThat(claim.validity()).isEmpty();
            assertThat(claim.at()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        }
    }

    @Test
    void aPresignedQueryIsRead() {
        Claim claim = Claim.of(query(PRESIGNED));
        assertThat(claim.scope().service()).isEqualTo("sts");
        assertThat(claim.signedHeaders()).containsExactly("host", "x-a");
        assertThat(claim.validity()).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Algorithm", "Credential", "Date", "Expires", "SignedHeaders"})
    void everyPartOfAPresignedQueryIsNeeded(String part) {
        String without = PRESIGNED.replaceAll("X-Amz-" + part + "=[^&]*", "x=y");
        assertThatThrownBy(() -> Claim.of(query(without)))
                .isInstanceOf(ApiFault.class)
                .hasMessageContaining("must include 'X-Amz-" + part + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "604801", "-1", "soon", "99999999"})
    void aPresignedQueryLivesAWeekAtMost(String seconds) {
        String expires = PRESIGNED.replace("Expires=60", "Expires=" + seconds);
        assertThatThrownBy(() -> Claim.of(query(expires)))
                .hasMessageContaining("between 1 and 604800");
    }

    @Test
    void anotherAlgorithmIsNotUnderstood() {
        String other = PRESIGNED.replace("HMAC-SHA256", "ECDSA-P256-SHA256");
        assertThatThrownBy(() -> Claim.of(query(other)))
                .hasMessageContaining("Unsupported AWS 'algorithm'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKID", "AKID/1/2/3", "AKID/20260131/r/s/aws5_request", "a/b/c/d/e/f"})
    void aCredentialHasFiveParts(String credential) {
        assertThatThrownBy(() ->
                        Claim.of(
                                header(
                                        "AWS4-HMAC-SHA256 Credential="
                                                + credential
                                                + ", SignedHeaders=host, Signature=0")))
                .hasMessageContaining("exactly 5 slash-delimited elements");
        assertThat(CredentialScope.claimedBy(header("AWS4-HMAC-SHA256 Credential=" + credential)))
                .isEmpty();
    }

    @Test
    void aDateThatIsNoneIsTold() {
        Claim claim = Claim.of(query(PRESIGNED.replace("20260131T120000Z", "yesterday")));
        assertThatThrownBy(claim::at)
                .hasMessageContaining("ISO-8601 'basic format'. Got 'yesterday'");
    }

    @Test
    void theScopeIsKnownBeforeAnythingIsBelieved() {
        assertThat(CredentialScope.claimedBy(query(PRESIGNED)))
                .contains(new CredentialScope("AKID", "20260131", "eu-west-1", "sts"));
        assertThat(CredentialScope.claimedBy(query("a=b"))).isEmpty();
        assertThat(CredentialScope.claimedBy(header("Basic Zm9v"))).isEmpty();
    }
}
