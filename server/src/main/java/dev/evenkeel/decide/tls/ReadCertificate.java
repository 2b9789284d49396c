package dev.evenkeel.decide.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// A certificate, and what others ask of it: its names, its key, its time.
public record ReadCertificate(X509Certificate certificate) {
    private static final int DNS_NAME = 2;

    /// The certificates of a PEM text, in its order; empty if it holds anything else.
    public static Optional<List<ReadCertificate>> all(String pem) {
        var found = new ArrayList<ReadCertificate>();
        for (Pem.Block block : Pem.blocks(pem).orElse(List.of())) {
            Optional<ReadCertificate> one = read(block);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            found.add(one.get());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Optional<ReadCertificate> read(Pem.Block block) {
        if (!block.label().equals(Pem.CERTIFICATE)) {
            return Optional.empty();
        }
        try {
            var read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.der()));
            return read instanceof X509Certificate certificate
                    ? Optional.of(new ReadCertificate(certificate))
                    : Optional.empty();
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }

    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /// The subject's common name, else the first alternative name, else nothing.
    public String domain() {
        String common = attribute(certificate.getSubjectX500Principal(), "CN");
        return common.isEmpty() ? alternatives().stream().findFirst().orElse("") : common;
    }

    /// The host names it is good for, in lower case: its alternative names (RFC 6125), and the
    /// common name only if there are none.
    public List<String> hosts() {
        List<String> alternatives = alternatives();
        String common = attribute(certificate.getSubjectX500Principal(), "CN");
        List<String> names =
                alternatives.isEmpty() && !common.isEmpty() ? List.of(common) : alternatives;
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /// The alternative names that are names of hosts.
    public List<String> alternatives() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.getLast()))
                            .toList();
        } catch (CertificateException unreadable) {
            return List.of();
        }
    }

    public String subject() {
        return certificate.getSubjectX500Principal().toString();
    }

    /// Who signed it, by name: the organization if it has one.
    public String issuer() {
        X500Principal issuer = certificate.getIssuerX500Principal();
        String organization = attribute(issuer, "O");
        return organization.isEmpty() ? attribute(issuer, "CN") : organization;
    }

    /// `0a:1b:2c`.
    public String serial() {
        BigInteger serial = certificate.getSerialNumber();
        return HexFormat.ofDelimiter(":").formatHex(serial.toByteArray());
    }

    public boolean isEllipticCurve() {
        return certificate.getPublicKey() instanceof ECPublicKey;
    }

    public int keyBits() {
        return switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey curve -> curve.getParams().getCurve().getField().getFieldSize();
            default -> 0;
        };
    }

    /// As ACM writes it: `RSA_2048`, `EC_prime256v1`; empty for keys it does not import.
    public Optional<String> keyAlgorithm() {
        int bits = keyBits();
        return switch (certificate.getPublicKey()) {
            case RSAPublicKey _ ->
                    List.of(1024, 2048, 3072, 4096).contains(bits)
                            ? Optional.of("RSA_" + bits)
                            : Optional.empty();
            case ECPublicKey _ ->
                    switch (bits) {
                        case 256 -> Optional.of("EC_prime256v1");
                        case 384 -> Optional.of("EC_secp384r1");
                        case 521 -> Optional.of("EC_secp521r1");
                        default -> Optional.empty();
                    };
            default -> Optional.empty();
        };
    }

    /// As ACM writes it: `SHA256WITHRSA`.
    public String signatureAlgorithm() {
        return certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    }

    /// The bits of the hash that its issuer signed; 0 if it is an old one.
    int hashBits() {
        String name = signatureAlgorithm();
        for (int bits : List.of(512, 384, 256, 224)) {
            if (name.startsWith("SHA" + bits)) {
                return bits;
            }
        }
        return name.startsWith("SHA1") ? 160 : 0;
    }

    private static String attribute(X500Principal name, String type) {
        try {
            for (Rdn part : new LdapName(name.getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase(type)) {
                    return String.valueOf(part.getValue());
                }
            }
            return "";
        } catch (InvalidNameException unreadable) {
            return "";
        }
    }
}
