package dev.evenkeel.api.iam;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.tls.CertificateCheck;
import dev.evenkeel.decide.tls.CertificateCheck.Problem;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.iam.IamErrors;
import dev.evenkeel.wire.iam.UploadServerCertificateRequest;
import dev.evenkeel.wire.iam.UploadServerCertificateResponse;
import java.util.List;
import java.util.Locale;

/// UploadServerCertificate. IAM asks less of a certificate than ACM: it need not be signed by
/// anybody in particular, and may have expired.
final class CertificateUpload {
    /// AWS's default quota.
    private static final int MOST = 20;

    private static final int ID_DIGITS = 17;

    private CertificateUpload() {}

    static Decision<UploadServerCertificateResponse> perform(
            World world, Call call, UploadServerCertificateRequest input) {
        String name = requireNonNull(input.serverCertificateName());
        Lookup.checkFree(world, call, name);
        if (Lookup.all(world, call).size() >= MOST) {
            throw new ApiFault(
                    IamErrors.LIMIT_EXCEEDED,
                    "Cannot exceed quota for ServerCertificatesPerAccount: " + MOST);
        }
        var material =
                new CertifiedKey(
                        requireNonNull(input.certificateBody()),
                        requireNonNullElse(input.certificateChain(), ""),
                        requireNonNull(input.privateKey()));
        check(material, call);
        var uploaded =
                new ServerCertificate(
                        ServerCertificate.scopeOf(call.scope().account()),
                        name,
                        path(requireNonNullElse(input.path(), "/")),
                        "ASCA" + ResourceIds.hex(ID_DIGITS, call.random()).toUpperCase(Locale.ROOT),
                        material,
                        call.now(),
                        CertificateTags.of(input.tags()));
        return new Decision<>(
                List.of(new Change.Put(uploaded)),
                new UploadServerCertificateResponse(
                        ServerCertificates.metadata(uploaded),
                        CertificateTags.written(uploaded.tags())));
    }

    /// A path begins and ends with a slash.
    static String path(String path) {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw ApiFault.validation(
                    "The specified value for path is invalid. It must begin and end with / and"
                            + " contain only alphanumeric characters and/or / characters.");
        }
        return path;
    }

    private static void check(CertifiedKey material, Call call) {
        switch (CertificateCheck.of(material, call.now())) {
            case CertificateCheck.Result.Sound _ -> {}
            case CertificateCheck.Result.Unsound(Problem problem) -> refuse(problem);
        }
    }

    private static void refuse(Problem problem) {
        switch (problem) {
            case CERTIFICATE_UNREADABLE, SEVERAL_CERTIFICATES, KEY_KIND_UNSUPPORTED ->
                    throw malformed(
                            "Unable to parse certificate. Please ensure the certificate is in PEM"
                                    + " format.");
            case CHAIN_UNREADABLE ->
                    throw malformed(
                            "Unable to parse certificate chain. Please ensure the chain is in PEM"
                                    + " format.");
            case CHAIN_BROKEN ->
                    throw malformed(
                            "Unable to validate certificate chain. The certificate chain must start"
                                    + " with the immediate signing certificate, followed by any"
                                    + " intermediaries in order.");
            case KEY_UNREADABLE ->
                    throw malformed(
                            "Private Key is not in PEM format or is encrypted or of another kind.");
            case KEY_OF_ANOTHER ->
                    throw new ApiFault(
                            IamErrors.KEY_PAIR_MISMATCH,
                            "The public key certificate and the private key do not match.");
            case NOT_YET_VALID, EXPIRED, CHAIN_MISSING -> {}
        }
    }

    private static ApiFault malformed(String message) {
        return new ApiFault(IamErrors.MALFORMED_CERTIFICATE, message);
    }
}
