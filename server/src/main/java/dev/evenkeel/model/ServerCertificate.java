package dev.evenkeel.model;

import java.time.Instant;

/// A certificate that was uploaded to IAM. IAM is one for all regions: these live in its own (see
/// [#scopeOf]).
public record ServerCertificate(
        Scope scope,
        String name,
        String path,
        String certificateId,
        CertifiedKey material,
        Instant uploadedAt,
        Tags tags)
        implements Resource {
    private static final String IAM_REGION = "us-east-1";

    /// Where the certificates of an account are kept, whatever region a caller works in.
    public static Scope scopeOf(String account) {
        return new Scope(account, IAM_REGION);
    }

    @Override
    public String id() {
        return name;
    }

    /// IAM's ARNs name no region.
    public Arn arn() {
        return new Arn("arn:aws:iam::" + scope.account() + ":server-certificate" + path + name);
    }

    public ServerCertificate renamed(String nextName, String nextPath) {
        return new ServerCertificate(
                scope, nextName, nextPath, certificateId, material, uploadedAt, tags);
    }

    public ServerCertificate withTags(Tags next) {
        return new ServerCertificate(scope, name, path, certificateId, material, uploadedAt, next);
    }
}
