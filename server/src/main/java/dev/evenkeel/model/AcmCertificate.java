package dev.evenkeel.model;

import java.time.Instant;

/// A certificate that was imported into ACM. Importing again under the same ARN replaces `material`
/// and `importedAt`.
public record AcmCertificate(
        Arn arn,
        Scope scope,
        CertifiedKey material,
        Instant createdAt,
        Instant importedAt,
        Tags tags)
        implements Resource {
    @Override
    public String id() {
        return arn.value();
    }

    public AcmCertificate importedAgain(CertifiedKey next, Instant now) {
        return new AcmCertificate(arn, scope, next, createdAt, now, tags);
    }

    public AcmCertificate withTags(Tags next) {
        return new AcmCertificate(arn, scope, material, createdAt, importedAt, next);
    }
}
