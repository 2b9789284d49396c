package dev.evenkeel.api.acm;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.tls.CertificateCheck;
import dev.evenkeel.decide.tls.CertificateCheck.Problem;
import dev.evenkeel.decide.tls.ReadCertificate;
import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.acm.AcmErrors;
import dev.evenkeel.wire.acm.ImportCertificateRequest;
import dev.evenkeel.wire.acm.ImportCertificateResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ImportCertificate: a new certificate, or new material for one that is there.
final class CertificateImport {
    /// AWS's default quota of imported certificates.
    private static final int MOST = 2500;

    private CertificateImport() {}

    static Decision<ImportCertificateResponse> perform(
            World world, Call call, ImportCertificateRequest input) {
        Tags tags = CertificateTags.of(input.tags());
        String arn = input.certificateArn();
        if (arn != null && !tags.values().isEmpty()) {
            throw new ApiFault(
                    AcmErrors.INVALID_PARAMETER, "Tagging is not permitted on re-import.");
        }
        var material =
                new CertifiedKey(
                        text(input.certificate()),
                        text(input.certificateChain()),
                        text(input.privateKey()));
        ReadCertificate read = sound(material, call);
        AcmCertificate imported =
                arn == null
                        ? first(world, call, material, tags)
                        : again(Lookup.certificate(world, call, arn), read)
                                .importedAgain(material, call.now());
        return new Decision<>(
                List.of(new Change.Put(imported)),
                new ImportCertificateResponse(imported.arn().value()));
    }

    private static AcmCertificate first(World world, Call call, CertifiedKey material, Tags tags) {
        if (world.in(call.scope()).all(AcmCertificate.class).size() >= MOST) {
            throw new ApiFault(
                    AcmErrors.LIMIT_EXCEEDED,
                    "Cannot import more than " + MOST + " certificates in a region.");
        }
        String id = ResourceIds.uuid(call.random()).toString();
        return new AcmCertificate(
                call.scope().arn("acm", "certificate/" + id),
                call.scope(),
                material,
                call.now(),
                call.now(),
                tags);
    }

    /// What is there may be replaced by a certificate with the same kind of key.
    private static AcmCertificate again(AcmCertificate there, ReadCertificate next) {
        if (!next.keyAlgorithm().equals(Certificates.read(there).keyAlgorithm())) {
            throw ApiFault.validation("The key type and size cannot be changed.");
        }
        return there;
    }

    private static ReadCertificate sound(CertifiedKey material, Call call) {
        return switch (CertificateCheck.of(material, call.now())) {
            case CertificateCheck.Result.Sound(ReadCertificate leaf) -> leaf;
            case CertificateCheck.Result.Unsound(Problem problem) ->
                    throw ApiFault.validation(sentence(problem));
        };
    }

    private static String sentence(Problem problem) {
        return switch (problem) {
            case CERTIFICATE_UNREADABLE ->
                    "The certificate field is not a valid certificate in PEM format.";
            case SEVERAL_CERTIFICATES ->
                    "The certificate field contains more than one certificate. You can specify only"
                            + " one certificate in this field.";
            case CHAIN_UNREADABLE ->
                    "The certificate chain is not a list of valid certificates in PEM format.";
            case KEY_KIND_UNSUPPORTED -> "The certificate's key algorithm is not supported.";
            case KEY_UNREADABLE -> "The private key is not supported.";
            case KEY_OF_ANOTHER -> "The private key does not match the certificate.";
            case NOT_YET_VALID -> "The certificate is not valid yet.";
            case EXPIRED -> "The certificate has expired.";
            case CHAIN_BROKEN -> "Could not validate the certificate with the certificate chain.";
            case CHAIN_MISSING ->
                    "Provided certificate is not a valid self signed. Please provide either a valid"
                            + " self-signed certificate or certificate chain.";
        };
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
