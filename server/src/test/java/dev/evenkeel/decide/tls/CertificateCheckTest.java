package dev.evenkeel.decide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.tls.CertificateCheck.Problem;
import dev.evenkeel.decide.tls.CertificateCheck.Result;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private final X509Bundle rsa = Certificates.of(Algorithm.rsa2048, "example.com");
    private final X509Bundle curve = Certificates.of(Algorithm.ecp256, "example.com");

    private static Result check(String certificate, String chain, String key) {
        return CertificateCheck.of(new CertifiedKey(certificate, chain, key), NOW);
    }

    private static void assertProblem(Result result, Problem problem) {
        assertThat(result).isEqualTo(new Result.Unsound(problem));
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"ecp256", "ecp384", "rsa2048", "rsa3072", "rsa4096"})
    void everyKindOfKeyThatAwsTakesIsTaken(Algorithm algorithm) {
        X509Bundle bundle = Certificates.of(algorithm, "example.com");
        assertThat(check(bundle.getCertificatePEM(), "", bundle.getPrivateKeyPEM()))
                .isInstanceOf(Result.Sound.class);
    }

    @Test
    void otherKindsOfKeysAreNot() {
        X509Bundle bundle = Certificates.of(Algorithm.ed25519, "example.com");
        assertProblem(
                check(bundle.getCertificatePEM(), "", bundle.getPrivateKeyPEM()),
                Problem.KEY_KIND_UNSUPPORTED);
    }

    @Test
    void theOlderFormsOfKeysAreTakenToo() {
        String pkcs1 = pem("RSA PRIVATE KEY", inner(rsa.getKeyPair().getPrivate()));
        assertThat(check(rsa.getCertificatePEM(), "", pkcs1)).isInstanceOf(Result.Sound.class);
        String sec1 = pem("EC PRIVATE KEY", inner(curve.getKeyPair().getPrivate()));
        assertThat(check(curve.getCertificatePEM(), "", sec1)).isInstanceOf(Result.Sound.class);
        String parameters = pem("EC PARAMETERS", new byte[] {6, 1, 42});
        assertThat(check(curve.getCertificatePEM(), "", parameters + sec1))
                .isInstanceOf(Result.Sound.class);
    }

    /// What PKCS#8 wraps: the last octet string of the key.
    private static byte[] inner(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        int at = 0;
        int[] header = {at + 1};
        int end = length(pkcs8, header) + header[0];
        at = header[0];
        for (int part = 0; part < 2; part++) {
            header[0] = at + 1;
            int length = length(pkcs8, header);
            at = header[0] + length;
        }
        header[0] = at + 1;
        int length = length(pkcs8, header);
        assertThat(header[0] + length).isEqualTo(end);
        return Arrays.copyOfRange(pkcs8, header[0], header[0] + length);
    }

    private static int length(byte[] der, int[] at) {
        int first = der[at[0]++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int count = first & 0x7f; count > 0; count--) {
            length = length << 8 | der[at[0]++] & 0xff;
        }
        return length;
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }

    @Test
    void whatIsNoPemIsUnreadable() {
        String key = rsa.getPrivateKeyPEM();
        assertProblem(check("", "", key), Problem.CERTIFICATE_UNREADABLE);
        assertProblem(
                check("x" + rsa.getCertificatePEM(), "", key), Problem.CERTIFICATE_UNREADABLE);
        assertProblem(check(key, "", key), Problem.CERTIFICATE_UNREADABLE);
        assertProblem(
                check(pem("CERTIFICATE", new byte[] {1, 2, 3}), "", key),
                Problem.CERTIFICATE_UNREADABLE);
        assertProblem(
                check("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n", "", key),
                Problem.CERTIFICATE_UNREADABLE);
        assertProblem(check(rsa.getCertificatePEM(), "x", key), Problem.CHAIN_UNREADABLE);
        assertProblem(check(rsa.getCertificatePEM(), "", ""), Problem.KEY_UNREADABLE);
    }

    @Test
    void anEncryptedKeyIsUnreadable() {
        String encrypted =
                """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-256-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """;
        assertProblem(check(rsa.getCertificatePEM(), "", encrypted), Problem.KEY_UNREADABLE);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        X509Bundle other = Certificates.fresh(Algorithm.rsa2048, "example.com");
        assertProblem(
                check(rsa.getCertificatePEM(), "", other.getPrivateKeyPEM()),
                Problem.KEY_OF_ANOTHER);
    }

    @Test
    void timeCounts() {
        X509Bundle late = Certificates.expired("example.com");
        assertProblem(
                check(late.getCertificatePEM(), "", late.getPrivateKeyPEM()), Problem.EXPIRED);
        var material = Certificates.material(rsa);
        assertThat(CertificateCheck.of(material, Instant.parse("2001-01-01T00:00:00Z")))
                .isEqualTo(new Result.Unsound(Problem.NOT_YET_VALID));
    }

    @Test
    void aChainLeadsFromSignerToSigner() {
        X509Bundle root = Certificates.authority();
        X509Bundle middle =
                Certificates.signedBy(
                        root,
                        Certificates.builder(Algorithm.ecp256, "middle.example.com")
                                .setIsCertificateAuthority(true));
        X509Bundle leaf =
                Certificates.signedBy(
                        middle, Certificates.builder(Algorithm.ecp256, "leaf.example.com"));
        String own = leaf.getCertificatePEM();
        String key = leaf.getPrivateKeyPEM();
        String up = middle.getCertificatePEM();
        String top = root.getCertificatePEM();
        assertThat(check(own, up + top, key)).isInstanceOf(Result.Sound.class);
        assertThat(check(own, up, key)).isInstanceOf(Result.Sound.class);
        assertProblem(check(own, top + up, key), Problem.CHAIN_BROKEN);
        assertProblem(check(own, "", key), Problem.CHAIN_MISSING);
        assertProblem(check(own + up, "", key), Problem.SEVERAL_CERTIFICATES);
    }

    @Test
    void aKeyIsNeverPrinted() {
        assertThat(Certificates.material(rsa).toString()).doesNotContain("PRIVATE");
    }
}
