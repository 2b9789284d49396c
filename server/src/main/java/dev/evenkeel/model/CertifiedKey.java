package dev.evenkeel.model;

/// A private key, the certificate that names its owner, and the certificates above it, each as PEM
/// text. `chain` is empty if there is none.
///
/// The key leaves this process in no answer and no log.
public record CertifiedKey(String certificate, String chain, String privateKey) {
    @Override
    public String toString() {
        return "CertifiedKey[" + certificate.length() + " characters of PEM]";
    }
}
