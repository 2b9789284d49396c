package dev.evenkeel.api.acm;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.tls.ReadCertificate;
import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.CertificateUse;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.acm.AcmErrors;
import dev.evenkeel.wire.acm.CertificateDetail;
import dev.evenkeel.wire.acm.CertificateOptions;
import dev.evenkeel.wire.acm.DeleteCertificateRequest;
import dev.evenkeel.wire.acm.DescribeCertificateRequest;
import dev.evenkeel.wire.acm.DescribeCertificateResponse;
import dev.evenkeel.wire.acm.GetCertificateRequest;
import dev.evenkeel.wire.acm.GetCertificateResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One certificate: shown, handed out without its key, deleted.
final class Certificates {
    private Certificates() {}

    static DescribeCertificateResponse describe(
            World world, Call call, DescribeCertificateRequest input) {
        AcmCertificate certificate = Lookup.certificate(world, call, input.certificateArn());
        return new DescribeCertificateResponse(detail(world, call, certificate));
    }

    private static CertificateDetail detail(World world, Call call, AcmCertificate certificate) {
        ReadCertificate read = read(certificate);
        return CertificateDetail.builder()
                .certificateArn(certificate.arn().value())
                .domainName(read.domain())
                .subjectAlternativeNames(names(read))
                .serial(read.serial())
                .subject(read.subject())
                .issuer(read.issuer())
                .createdAt(certificate.createdAt())
                .importedAt(certificate.importedAt())
                .status(status(read, call.now()))
                .notBefore(read.notBefore())
                .notAfter(read.notAfter())
                .keyAlgorithm(read.keyAlgorithm().orElse(""))
                .signatureAlgorithm(read.signatureAlgorithm())
                .inUseBy(users(world, call, certificate))
                .type("IMPORTED")
                .renewalEligibility("INELIGIBLE")
                .options(
                        CertificateOptions.builder()
                                .certificateTransparencyLoggingPreference("DISABLED")
                                .build())
                .build();
    }

    static ReadCertificate read(AcmCertificate certificate) {
        return ReadCertificate.all(certificate.material().certificate())
                .orElseThrow(() ->
                        new IllegalStateException("unreadable but stored: " + certificate.arn()))
                .getFirst();
    }

    /// The common name is among them, as ACM shows it.
    static List<String> names(ReadCertificate read) {
        var names = new ArrayList<>(read.alternatives());
        if (!read.domain().isEmpty() && !names.contains(read.domain())) {
            names.addFirst(read.domain());
        }
        return names;
    }

    static String status(ReadCertificate read, Instant now) {
        return now.isAfter(read.notAfter()) ? "EXPIRED" : "ISSUED";
    }

    static List<String> users(World world, Call call, AcmCertificate certificate) {
        return CertificateUse.usersOf(world, call.scope().account(), certificate.arn().value());
    }

    static GetCertificateResponse get(World world, Call call, GetCertificateRequest input) {
        AcmCertificate certificate = Lookup.certificate(world, call, input.certificateArn());
        String chain = certificate.material().chain();
        return new GetCertificateResponse(
                certificate.material().certificate(), chain.isEmpty() ? null : chain);
    }

    static Decision<Nothing> delete(World world, Call call, DeleteCertificateRequest input) {
        AcmCertificate certificate = Lookup.certificate(world, call, input.certificateArn());
        if (!users(world, call, certificate).isEmpty()) {
            throw new ApiFault(
                    AcmErrors.RESOURCE_IN_USE,
                    "Certificate "
                            + certificate.arn()
                            + " in account "
                            + call.scope().account()
                            + " is in use.");
        }
        return new Decision<>(List.of(new Change.Remove(certificate.key())), Nothing.NOTHING);
    }
}
