package dev.evenkeel.decide.tls;

import dev.evenkeel.model.CertifiedKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Checks that a certificate, its chain and its key are what they say and belong together.
public final class CertificateCheck {
    private CertificateCheck() {}

    /// What was found.
    public sealed interface Result {
        /// They can be used.
        record Sound(ReadCertificate leaf) implements Result {}

        /// They cannot.
        record Unsound(Problem problem) implements Result {}
    }

    /// What may be wrong, in the order it is looked for.
    public enum Problem {
        CERTIFICATE_UNREADABLE,
        SEVERAL_CERTIFICATES,
        CHAIN_UNREADABLE,
        KEY_KIND_UNSUPPORTED,
        KEY_UNREADABLE,
        KEY_OF_ANOTHER,
        NOT_YET_VALID,
        EXPIRED,
        CHAIN_BROKEN,
        CHAIN_MISSING
    }

    public static Result of(CertifiedKey material, Instant now) {
        Optional<List<ReadCertificate>> own = ReadCertificate.all(material.certificate());
        if (own.isEmpty()) {
            return new Result.Unsound(Problem.CERTIFICATE_UNREADABLE);
        }
        if (own.get().size() > 1) {
            return new Result.Unsound(Problem.SEVERAL_CERTIFICATES);
        }
        ReadCertificate leaf = own.get().getFirst();
        return problem(leaf, material, now)
                .<Result>map(Result.Unsound::new)
                .orElseGet(() -> new Result.Sound(leaf));
    }

    private static Optional<Problem> problem(
            ReadCertificate leaf, CertifiedKey material, Instant now) {
        if (!material.chain().isEmpty() && ReadCertificate.all(material.chain()).isEmpty()) {
            return Optional.of(Problem.CHAIN_UNREADABLE);
        }
        if (leaf.keyAlgorithm().isEmpty()) {
            return Optional.of(Problem.KEY_KIND_UNSUPPORTED);
        }
        PublicKey owner = leaf.certificate().getPublicKey();
        Optional<PrivateKey> key = PrivateKeys.read(material.privateKey(), owner);
        if (key.isEmpty()) {
            return Optional.of(Problem.KEY_UNREADABLE);
        }
        if (!PrivateKeys.belongTogether(key.get(), owner)) {
            return Optional.of(Problem.KEY_OF_ANOTHER);
        }
        if (now.isBefore(leaf.notBefore())) {
            return Optional.of(Problem.NOT_YET_VALID);
        }
        return now.isAfter(leaf.notAfter()) ? Optional.of(Problem.EXPIRED) : chain(leaf, material);
    }

    /// Each certificate must be signed by the next; without a chain, by itself.
    private static Optional<Problem> chain(ReadCertificate leaf, CertifiedKey material) {
        List<ReadCertificate> chain = ReadCertificate.all(material.chain()).orElse(List.of());
        if (chain.isEmpty()) {
            return signs(leaf, leaf) ? Optional.empty() : Optional.of(Problem.CHAIN_MISSING);
        }
        ReadCertificate signed = leaf;
        for (ReadCertificate signer : chain) {
            if (!signs(signer, signed)) {
                return Optional.of(Problem.CHAIN_BROKEN);
            }
            signed = signer;
        }
        return Optional.empty();
    }

    private static boolean signs(ReadCertificate signer, ReadCertificate signed) {
        try {
            signed.certificate().verify(signer.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
