package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.wire.elbv2.Cipher;
import dev.evenkeel.wire.elbv2.DescribeSSLPoliciesInput;
import dev.evenkeel.wire.elbv2.DescribeSSLPoliciesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.SslPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The security policies a listener can choose from.
final class SslPolicies {
    private static final List<String> TYPES = List.of("application", "network");

    private SslPolicies() {}

    static DescribeSSLPoliciesOutput describe(DescribeSSLPoliciesInput input) {
        String type = input.loadBalancerType();
        List<SecurityPolicy> chosen =
                type != null && !TYPES.contains(type) ? List.of() : chosen(input);
        Page<SecurityPolicy> page =
                Page.of(
                        chosen,
                        SecurityPolicy::name,
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeSSLPoliciesOutput(
                page.items().stream().map(SslPolicies::shown).toList(), page.next());
    }

    private static List<SecurityPolicy> chosen(DescribeSSLPoliciesInput input) {
        List<String> names = orEmpty(input.names());
        for (String name : names) {
            if (SecurityPolicy.named(name).isEmpty()) {
                throw new ApiFault(
                        Elbv2Errors.SSL_POLICY_NOT_FOUND, "SSL policy '" + name + "' not found");
            }
        }
        return SecurityPolicy.all().stream()
                .filter(policy -> names.isEmpty() || names.contains(policy.name()))
                .sorted(Comparator.comparing(SecurityPolicy::name))
                .toList();
    }

    private static SslPolicy shown(SecurityPolicy policy) {
        var ciphers = new ArrayList<Cipher>();
        for (SecurityPolicy.Cipher cipher : policy.ciphers()) {
            ciphers.add(new Cipher(cipher.name(), ciphers.size() + 1));
        }
        return SslPolicy.builder()
                .name(policy.name())
                .sslProtocols(policy.protocols())
                .ciphers(ciphers)
                .supportedLoadBalancerTypes(TYPES)
                .build();
    }
}
