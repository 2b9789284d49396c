package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.model.CertificateUse;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Certificate;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.MutualAuthenticationAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request says of TLS: the default certificate and the security policy of an HTTPS
/// listener, and nothing at all of another one.
record ListenerTls(
        @Nullable List<Certificate> certificates,
        @Nullable String sslPolicy,
        @Nullable List<String> alpnPolicy,
        @Nullable MutualAuthenticationAttributes mutual) {

    /// `listener` with what was asked for; what was not is kept if it is there, else AWS's default.
    Listener applyTo(World world, Listener listener) {
        checkMutual();
        return listener.protocol() == Protocol.HTTPS ? secured(world, listener) : plain(listener);
    }

    private Listener plain(Listener listener) {
        if (!orEmpty(certificates).isEmpty()
                || sslPolicy != null
                || !orEmpty(alpnPolicy).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Certificates, SSL policies, ALPN policies and mutual authentication can only"
                            + " be specified for HTTPS and TLS listeners");
        }
        return listener.secured("", List.of());
    }

    private Listener secured(World world, Listener listener) {
        if (!orEmpty(alpnPolicy).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "ALPN policies can only be specified for TLS listeners");
        }
        String policy = policy(listener);
        checkMixture(world, listener, policy);
        var all = new ArrayList<>(listener.certificates());
        if (certificates != null || all.isEmpty()) {
            String chosen = theDefault(world, listener.scope());
            if (!all.isEmpty()) {
                all.removeFirst();
            }
            all.addFirst(chosen);
        }
        return listener.secured(policy, all);
    }

    private String theDefault(World world, Scope scope) {
        List<String> arns = arns(certificates);
        if (arns.isEmpty()) {
            throw ApiFault.validation("A certificate must be specified for HTTPS listeners");
        }
        if (arns.size() > 1) {
            throw new ApiFault(
                    Elbv2Errors.TOO_MANY_CERTIFICATES,
                    "You can specify only one default certificate for a listener");
        }
        checkExists(world, scope, arns.getFirst());
        return arns.getFirst();
    }

    /// The ARNs a request names.
    static List<String> arns(@Nullable List<Certificate> certificates) {
        var arns = new ArrayList<String>();
        for (Certificate certificate : orEmpty(certificates)) {
            String arn = certificate.certificateArn();
            if (arn == null) {
                throw ApiFault.validation("A certificate ARN must be specified");
            }
            if (certificate.isDefault() != null) {
                throw ApiFault.validation(
                        "IsDefault cannot be specified when a certificate is given");
            }
            arns.add(arn);
        }
        return arns;
    }

    static void checkExists(World world, Scope scope, String arn) {
        if (CertificateUse.find(world, scope, arn).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.CERTIFICATE_NOT_FOUND, "Certificate '" + arn + "' not found");
        }
    }

    private String policy(Listener listener) {
        if (sslPolicy == null) {
            return listener.sslPolicy().isEmpty() ? SecurityPolicy.DEFAULT : listener.sslPolicy();
        }
        if (SecurityPolicy.named(sslPolicy).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.SSL_POLICY_NOT_FOUND, "SSL policy '" + sslPolicy + "' not found");
        }
        return sslPolicy;
    }

    /// A load balancer has either FIPS policies only, or none.
    private static void checkMixture(World world, Listener listener, String policy) {
        boolean mixed =
                world.in(listener.scope()).all(Listener.class).stream()
                        .filter(other -> other.loadBalancer().equals(listener.loadBalancer()))
                        .filter(other -> !other.id().equals(listener.id()))
                        .filter(other -> other.protocol() == Protocol.HTTPS)
                        .anyMatch(other -> isFips(other.sslPolicy()) != isFips(policy));
        if (mixed) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "A load balancer cannot have listeners with FIPS security policies and listeners"
                            + " with other security policies");
        }
    }

    private static boolean isFips(String policy) {
        return SecurityPolicy.named(policy).filter(SecurityPolicy::isFips).isPresent();
    }

    private void checkMutual() {
        if (mutual != null && mutual.mode() != null && !mutual.mode().equals("off")) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Mutual authentication is not supported");
        }
    }
}
