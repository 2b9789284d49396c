package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final AccessKey EXAMPLE =
            new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /// The `get-vanilla` and `post-vanilla` cases of AWS's own test suite for Signature Version 4.
    @Test
    void signsAsTheSuiteOfAwsSays() {
        assertThat(signed("GET"))
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                                + "SignedHeaders=host;x-amz-date, "
                                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        assertThat(signed("POST"))
                .endsWith(
                        "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }

    private static String signed(String method) {
        String stamp = Signature.stamp(Instant.parse("2015-08-30T12:36:00Z"));
        return new Signature(EXAMPLE, "us-east-1", "service")
                .authorization(
                        method, URI.create("http://example.amazonaws.com/"), new byte[0], stamp);
    }
}
