package dev.evenkeel.decide.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the private key of a certificate from PEM: PKCS#8, or the older forms of OpenSSL for RSA
/// and elliptic curves.
///
/// An older form lacks what kind of key it is; the certificate's public key says it.
final class PrivateKeys {
    private static final byte[] PROOF = {'p', 'r', 'o', 'o', 'f'};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /// The one key of the text; a block of curve parameters may stand before it. Empty if it cannot
    /// be read, is encrypted, or is of another kind than `owner`.
    static Optional<PrivateKey> read(String pem, PublicKey owner) {
        List<Pem.Block> keys =
                Pem.blocks(pem).orElse(List.of()).stream()
                        .filter(block -> !block.label().equals("EC PARAMETERS"))
                        .toList();
        if (keys.size() != 1) {
            return Optional.empty();
        }
        Pem.Block key = keys.getFirst();
        return switch (key.label()) {
            case "PRIVATE KEY" -> decode(key.der(), owner.getAlgorithm());
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    key.label().startsWith(owner.getAlgorithm())
                            ? decode(wrapped(key.der(), owner), owner.getAlgorithm())
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<PrivateKey> decode(byte[] pkcs8, String algorithm) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    /// Whether it is the key of `owner`: what it signs, `owner` confirms.
    static boolean belongTogether(PrivateKey key, PublicKey owner) {
        if (key instanceof RSAPrivateKey rsa
                && owner instanceof RSAPublicKey of
                && !fits(rsa, of.getModulus())) {
            return false;
        }
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROOF);
            byte[] signature = signing.sign();
            signing.initVerify(owner);
            signing.update(PROOF);
            return signing.verify(signature);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }

    /// A key of RSA signs in time that grows with the cube of its longest part, which a stranger
    /// chose: none may be longer than the modulus, whose sizes are few.
    private static boolean fits(RSAPrivateKey key, BigInteger modulus) {
        Stream<BigInteger> parts =
                key instanceof RSAPrivateCrtKey crt
                        ? Stream.of(
                                crt.getPrivateExponent(),
                                crt.getPrimeP(),
                                crt.getPrimeQ(),
                                crt.getPrimeExponentP(),
                                crt.getPrimeExponentQ(),
                                crt.getCrtCoefficient(),
                                crt.getPublicExponent())
                        : Stream.of(key.getPrivateExponent());
        return key.getModulus().equals(modulus)
                && parts.allMatch(part -> part.bitLength() <= modulus.bitLength());
    }

    /// PKCS#8 (RFC 5208) around an older form: version, algorithm, key.
    private static byte[] wrapped(byte[] key, PublicKey owner) {
        byte[] algorithm = firstInside(owner.getEncoded());
        var inside = new ByteArrayOutputStream();
        inside.writeBytes(VERSION);
        inside.writeBytes(algorithm);
        inside.writeBytes(element(OCTETS, key));
        return element(SEQUENCE, inside.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /// The first element inside an outer one: of a public key, its algorithm.
    private static byte[] firstInside(byte[] outer) {
        int start = 2 + lengthBytes(outer, 1);
        int header = 2 + lengthBytes(outer, start + 1);
        int length = outer[start + 1] & 0xff;
        if (length >= 0x80) {
            throw new IllegalStateException("an algorithm of more than 127 bytes");
        }
        return java.util.Arrays.copyOfRange(outer, start, start + header + length);
    }

    private static int lengthBytes(byte[] der, int at) {
        int first = der[at] & 0xff;
        return first < 0x80 ? 0 : first & 0x7f;
    }
}
