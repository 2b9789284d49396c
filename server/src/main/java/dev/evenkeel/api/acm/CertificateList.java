package dev.evenkeel.api.acm;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.tls.ReadCertificate;
import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.acm.AcmErrors;
import dev.evenkeel.wire.acm.CertificateSummary;
import dev.evenkeel.wire.acm.Filters;
import dev.evenkeel.wire.acm.ListCertificatesRequest;
import dev.evenkeel.wire.acm.ListCertificatesResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ListCertificates, in pages.
final class CertificateList {
    private static final int PAGE = 1000;
    private static final int MOST_NAMES = 100;

    /// What ACM shows of certificates unless it is asked for other keys.
    private static final List<String> USUAL_KEYS = List.of("RSA_1024", "RSA_2048");

    private CertificateList() {}

    static ListCertificatesResponse list(World world, Call call, ListCertificatesRequest input) {
        if (input.sortBy() != null || input.sortOrder() != null) {
            checkSort(input);
        }
        List<String> statuses = orEmpty(input.certificateStatuses());
        List<AcmCertificate> chosen =
                world.in(call.scope()).all(AcmCertificate.class).stream()
                        .filter(one -> isWanted(Certificates.read(one), input.includes()))
                        .filter(one ->
                                statuses.isEmpty()
                                        || statuses.contains(
                                                Certificates.status(
                                                        Certificates.read(one), call.now())))
                        .toList();
        Page<AcmCertificate> page =
                Page.of(
                        chosen,
                        AcmCertificate::id,
                        Page.Request.of(
                                input.nextToken(),
                                input.maxItems(),
                                PAGE,
                                AcmErrors.VALIDATION.code()));
        return new ListCertificatesResponse(
                page.next(), page.items().stream().map(one -> summary(world, call, one)).toList());
    }

    /// The one order there is: AWS wants both or none.
    private static void checkSort(ListCertificatesRequest input) {
        if (input.sortBy() == null || input.sortOrder() == null) {
            throw ApiFault.validation("SortBy and SortOrder must be specified together.");
        }
        throw new ApiFault(AcmErrors.INVALID_ARGS, "Sorting is not supported.");
    }

    private static boolean isWanted(ReadCertificate read, @Nullable Filters filters) {
        if (filters == null) {
            return USUAL_KEYS.contains(read.keyAlgorithm().orElse(""));
        }
        if (!orEmpty(filters.keyUsage()).isEmpty()
                || !orEmpty(filters.extendedKeyUsage()).isEmpty()
                || filters.exportOption() != null
                || filters.managedBy() != null) {
            throw new ApiFault(AcmErrors.INVALID_ARGS, "Only keyTypes can be filtered by.");
        }
        List<String> keys = orEmpty(filters.keyTypes());
        return (keys.isEmpty() ? USUAL_KEYS : keys).contains(read.keyAlgorithm().orElse(""));
    }

    private static CertificateSummary summary(World world, Call call, AcmCertificate certificate) {
        ReadCertificate read = Certificates.read(certificate);
        List<String> names = Certificates.names(read);
        return CertificateSummary.builder()
                .certificateArn(certificate.arn().value())
                .domainName(read.domain())
                .subjectAlternativeNameSummaries(
                        names.subList(0, Math.min(MOST_NAMES, names.size())))
                .hasAdditionalSubjectAlternativeNames(names.size() > MOST_NAMES)
                .status(Certificates.status(read, call.now()))
                .type("IMPORTED")
                .keyAlgorithm(read.keyAlgorithm().orElse(""))
                .inUse(!Certificates.users(world, call, certificate).isEmpty())
                .renewalEligibility("INELIGIBLE")
                .notBefore(read.notBefore())
                .notAfter(read.notAfter())
                .createdAt(certificate.createdAt())
                .importedAt(certificate.importedAt())
                .build();
    }
}
