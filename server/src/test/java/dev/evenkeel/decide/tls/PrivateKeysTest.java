package dev.evenkeel.decide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {
    private final KeyPair pair = Certificates.of(Algorithm.rsa2048, "example.com").getKeyPair();

    @Test
    void whatAKeySignsItsOwnerConfirms() {
        assertThat(PrivateKeys.belongTogether(pair.getPrivate(), pair.getPublic())).isTrue();
        KeyPair other = Certificates.fresh(Algorithm.rsa2048, "example.com").getKeyPair();
        assertThat(PrivateKeys.belongTogether(other.getPrivate(), pair.getPublic())).isFalse();
    }

    /// To sign with them may take minutes.
    @Test
    void aKeyWithAPartLongerThanItsModulusIsRefused() throws GeneralSecurityException {
        List<BigInteger> own = parts((RSAPrivateCrtKey) pair.getPrivate());
        assertThat(PrivateKeys.belongTogether(key(own), pair.getPublic())).isTrue();
        for (int part = 0; part < own.size(); part++) {
            var parts = new ArrayList<>(own);
            parts.set(part, BigInteger.TWO.pow(16_000).add(BigInteger.ONE));
            assertThat(PrivateKeys.belongTogether(key(parts), pair.getPublic()))
                    .as("part %s", part)
                    .isFalse();
        }
    }

    private static List<BigInteger> parts(RSAPrivateCrtKey key) {
        return List.of(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient());
    }

    private static PrivateKey key(List<BigInteger> parts) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(
                        new RSAPrivateCrtKeySpec(
                                parts.get(0),
                                parts.get(1),
                                parts.get(2),
                                parts.get(3),
                                parts.get(4),
                                parts.get(5),
                                parts.get(6),
                                parts.get(7)));
    }
}
