package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.wire.elb.CreateLoadBalancerPolicyInput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.PolicyAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The policies of a request, checked and taken into the model.
final class PolicyRequest {
    static final String LOAD_BALANCER_COOKIE = "LBCookieStickinessPolicyType";
    static final String APPLICATION_COOKIE = "AppCookieStickinessPolicyType";
    static final String SSL_NEGOTIATION = "SSLNegotiationPolicyType";
    static final String SECONDS = "CookieExpirationPeriod";
    static final String COOKIE = "CookieName";
    static final String REFERENCE = "Reference-Security-Policy";

    /// AWS's own policies for Classic Load Balancers, as far as TLS libraries still speak them.
    private static final List<String> REFERENCES =
            List.of(
                    SecurityPolicy.DEFAULT,
                    "ELBSecurityPolicy-TLS-1-2-2017-01",
                    "ELBSecurityPolicy-TLS-1-1-2017-01",
                    "ELBSecurityPolicy-2015-05");

    private PolicyRequest() {}

    static ClassicPolicy loadBalancerCookie(String name, long seconds) {
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw Lookup.invalid("CookieExpirationPeriod must be a number of seconds");
        }
        return new ClassicPolicy.LoadBalancerCookie(checked(name), (int) seconds);
    }

    static ClassicPolicy applicationCookie(String name, String cookie) {
        if (!cookie.matches("[-!#$%&'*+.^_`|~A-Za-z0-9]{1,512}") || cookie.startsWith("AWSELB")) {
            throw Lookup.invalid("The cookie name '" + cookie + "' is not valid");
        }
        return new ClassicPolicy.ApplicationCookie(checked(name), cookie);
    }

    private static String checked(String name) {
        if (!name.matches("[a-zA-Z0-9-]{1,128}")) {
            throw ApiFault.validation(
                    "PolicyName can contain only alphanumeric characters and hyphens");
        }
        return name;
    }

    static ClassicPolicy of(CreateLoadBalancerPolicyInput input) {
        String name = requireNonNull(input.policyName());
        String type = requireNonNull(input.policyTypeName());
        Map<String, String> attributes = attributes(input);
        return switch (type) {
            case LOAD_BALANCER_COOKIE -> {
                refuseOthers(attributes, SECONDS);
                String seconds = attributes.getOrDefault(SECONDS, "0");
                yield loadBalancerCookie(
                        name, seconds.matches("\\d{1,18}") ? Long.parseLong(seconds) : -1);
            }
            case APPLICATION_COOKIE -> {
                refuseOthers(attributes, COOKIE);
                yield applicationCookie(name, attributes.getOrDefault(COOKIE, ""));
            }
            case SSL_NEGOTIATION -> {
                refuseOthers(attributes, REFERENCE);
                yield sslNegotiation(name, attributes.getOrDefault(REFERENCE, ""));
            }
            case "ProxyProtocolPolicyType",
                    "PublicKeyPolicyType",
                    "BackendServerAuthenticationPolicyType" ->
                    throw Lookup.invalid("Policies of type " + type + " are not supported");
            default ->
                    throw new ApiFault(
                            ElbErrors.POLICY_TYPE_NOT_FOUND, "Policy Type not found: " + type);
        };
    }

    private static Map<String, String> attributes(CreateLoadBalancerPolicyInput input) {
        var all = new HashMap<String, String>();
        for (PolicyAttribute each : orEmpty(input.policyAttributes())) {
            String name = each.attributeName();
            String value = each.attributeValue();
            if (name == null || value == null || all.put(name, value) != null) {
                throw Lookup.invalid(
                        "Policy attributes must have a name and a value, and each only once");
            }
        }
        return all;
    }

    private static void refuseOthers(Map<String, String> attributes, String known) {
        if (!Set.of(known).containsAll(attributes.keySet())) {
            throw Lookup.invalid("The only policy attribute that is supported here is " + known);
        }
    }

    private static ClassicPolicy sslNegotiation(String name, String reference) {
        if (!REFERENCES.contains(reference)) {
            throw Lookup.invalid(
                    "Reference-Security-Policy must be one of " + String.join(", ", REFERENCES));
        }
        return new ClassicPolicy.SslNegotiation(checked(name), reference);
    }
}
