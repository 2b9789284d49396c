package dev.evenkeel.decide.tls;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which certificate a client is shown: of those for the name it asks for, the best it can check;
/// the default one if none is.
///
/// The order is AWS's: elliptic curves before RSA, valid before expired, stronger hashes, longer
/// keys, longer validity. All else equal, an exact name wins over a wildcard.
public final class CertificateChoice {
    private static final Map<Integer, Integer> SCHEME_OF_CURVE =
            Map.of(256, 0x0403, 384, 0x0503, 521, 0x0603);
    private static final Map<Integer, Integer> GROUP_OF_CURVE = Map.of(256, 23, 384, 24, 521, 25);
    private static final Set<Integer> ECDSA_SCHEMES = Set.of(0x0203, 0x0403, 0x0503, 0x0603);
    private static final Set<Integer> PSS_SCHEMES = Set.of(0x0804, 0x0805, 0x0806);

    private CertificateChoice() {}

    /// @param identities the default one first
    public static ServerIdentity of(
            List<ServerIdentity> identities,
            SecurityPolicy policy,
            ClientHello hello,
            Instant now) {
        return identities.stream()
                .filter(one -> isFor(one, hello.serverName()))
                .filter(one -> canCheck(hello, one.leaf(), policy))
                .min(order(hello.serverName(), now))
                .orElse(identities.getFirst());
    }

    private static Comparator<ServerIdentity> order(String host, Instant now) {
        return Comparator.comparing((ServerIdentity one) -> !one.leaf().isEllipticCurve())
                .thenComparing(one -> now.isAfter(one.leaf().notAfter()))
                .thenComparingInt(one -> -one.leaf().hashBits())
                .thenComparingInt(one -> -one.leaf().keyBits())
                .thenComparing(one -> one.leaf().notAfter(), Comparator.reverseOrder())
                .thenComparing(one -> !one.leaf().hosts().contains(host));
    }

    private static boolean isFor(ServerIdentity identity, String host) {
        return !host.isEmpty()
                && identity.leaf().hosts().stream().anyMatch(name -> matches(name, host));
    }

    /// A wildcard stands for exactly one label, the first (RFC 6125).
    static boolean matches(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(name.substring(1));
    }

    private static boolean canCheck(
            ClientHello hello, ReadCertificate leaf, SecurityPolicy policy) {
        return canByTls13(hello, leaf, policy) || canByOlder(hello, leaf, policy);
    }

    private static boolean canByTls13(
            ClientHello hello, ReadCertificate leaf, SecurityPolicy policy) {
        if (!hello.offersTls13() || !policy.allowsTls13()) {
            return false;
        }
        return leaf.isEllipticCurve()
                ? hello.signatureSchemes()
                        .contains(SCHEME_OF_CURVE.getOrDefault(leaf.keyBits(), -1))
                : hello.signatureSchemes().stream().anyMatch(PSS_SCHEMES::contains);
    }

    private static boolean canByOlder(
            ClientHello hello, ReadCertificate leaf, SecurityPolicy policy) {
        boolean cipher =
                policy.ciphers().stream()
                        .filter(each -> !each.isForTls13())
                        .filter(each -> each.isForEllipticCurve() == leaf.isEllipticCurve())
                        .anyMatch(each -> hello.ciphers().contains(each.code()));
        return cipher && (!leaf.isEllipticCurve() || knowsCurve(hello, leaf));
    }

    private static boolean knowsCurve(ClientHello hello, ReadCertificate leaf) {
        boolean scheme =
                hello.signatureSchemes().isEmpty()
                        || hello.signatureSchemes().stream().anyMatch(ECDSA_SCHEMES::contains);
        boolean group =
                hello.groups().isEmpty()
                        || hello.groups().contains(GROUP_OF_CURVE.getOrDefault(leaf.keyBits(), -1));
        return scheme && group;
    }
}
