package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import java.util.List;
import java.util.Optional;

/// What a signature says it is for: `AKID/20260131/us-east-1/ec2/aws4_request`. Not yet proven.
public record CredentialScope(String accessKey, String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    static Optional<CredentialScope> parse(String credential) {
        List<String> parts = List.of(credential.split("/", -1));
        if (parts.size() != 5 || !parts.get(4).equals(TERMINATOR)) {
            return Optional.empty();
        }
        return Optional.of(
                new CredentialScope(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
    }

    /// The scope a request claims, if it claims one: enough to know which service is meant, before
    /// anything is believed.
    public static Optional<CredentialScope> claimedBy(ApiRequest request) {
        return Claim.credential(request).flatMap(CredentialScope::parse);
    }

    /// The part that goes into the string to sign.
    String withoutKey() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
