package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.elbv2.DescribeSSLPoliciesInput;
import dev.evenkeel.wire.elbv2.DescribeSSLPoliciesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.List;

/// The SSL policies a listener can choose from: none, as no listener speaks TLS.
final class SslPolicies {
    private SslPolicies() {}

    static DescribeSSLPoliciesOutput describe(DescribeSSLPoliciesInput input) {
        if (!orEmpty(input.names()).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.SSL_POLICY_NOT_FOUND,
                    "SSL policies '" + orEmpty(input.names()) + "' not found");
        }
        return new DescribeSSLPoliciesOutput(List.of(), null);
    }
}
