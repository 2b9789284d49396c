package dev.evenkeel.api.iam;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.tls.ReadCertificate;
import dev.evenkeel.model.CertificateUse;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.iam.DeleteServerCertificateRequest;
import dev.evenkeel.wire.iam.GetServerCertificateRequest;
import dev.evenkeel.wire.iam.GetServerCertificateResponse;
import dev.evenkeel.wire.iam.IamErrors;
import dev.evenkeel.wire.iam.ListServerCertificatesRequest;
import dev.evenkeel.wire.iam.ListServerCertificatesResponse;
import dev.evenkeel.wire.iam.ServerCertificateMetadata;
import dev.evenkeel.wire.iam.UpdateServerCertificateRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Server certificates: shown without their keys, listed, renamed, deleted.
final class ServerCertificates {
    private static final int PAGE = 100;

    private ServerCertificates() {}

    static GetServerCertificateResponse get(
            World world, Call call, GetServerCertificateRequest input) {
        ServerCertificate found = Lookup.certificate(world, call, input.serverCertificateName());
        String chain = found.material().chain();
        return new GetServerCertificateResponse(
                new dev.evenkeel.wire.iam.ServerCertificate(
                        metadata(found),
                        found.material().certificate(),
                        chain.isEmpty() ? null : chain,
                        CertificateTags.written(found.tags())));
    }

    static ServerCertificateMetadata metadata(ServerCertificate certificate) {
        return new ServerCertificateMetadata(
                certificate.path(),
                certificate.name(),
                certificate.certificateId(),
                certificate.arn().value(),
                certificate.uploadedAt(),
                expiration(certificate));
    }

    private static Instant expiration(ServerCertificate certificate) {
        return ReadCertificate.all(certificate.material().certificate())
                .orElseThrow(() ->
                        new IllegalStateException("unreadable but stored: " + certificate.name()))
                .getFirst()
                .notAfter();
    }

    static ListServerCertificatesResponse list(
            World world, Call call, ListServerCertificatesRequest input) {
        String prefix = requireNonNullElse(input.pathPrefix(), "/");
        List<ServerCertificate> chosen =
                Lookup.all(world, call).stream()
                        .filter(one -> one.path().startsWith(prefix))
                        .toList();
        Page<ServerCertificate> page =
                Page.of(
                        chosen,
                        ServerCertificate::id,
                        Page.Request.of(input.marker(), input.maxItems(), PAGE, "ValidationError"));
        return new ListServerCertificatesResponse(
                page.items().stream().map(ServerCertificates::metadata).toList(),
                page.next() != null,
                page.next());
    }

    /// Listeners know a certificate by its ARN: they learn the new one in the same breath.
    static Decision<Nothing> update(World world, Call call, UpdateServerCertificateRequest input) {
        ServerCertificate old = Lookup.certificate(world, call, input.serverCertificateName());
        String name = requireNonNullElse(input.newServerCertificateName(), old.name());
        String path = CertificateUpload.path(requireNonNullElse(input.newPath(), old.path()));
        if (name.equals(old.name()) && path.equals(old.path())) {
            return Decision.unchanged(Nothing.NOTHING);
        }
        if (!name.equalsIgnoreCase(old.name())) {
            Lookup.checkFree(world, call, name);
        }
        ServerCertificate renamed = old.renamed(name, path);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Remove(old.key()));
        changes.add(new Change.Put(renamed));
        changes.addAll(
                CertificateUse.renamed(
                        world, call.scope().account(), old.arn().value(), renamed.arn().value()));
        return new Decision<>(changes, Nothing.NOTHING);
    }

    static Decision<Nothing> delete(World world, Call call, DeleteServerCertificateRequest input) {
        ServerCertificate certificate =
                Lookup.certificate(world, call, input.serverCertificateName());
        checkUnused(world, call, certificate);
        return new Decision<>(List.of(new Change.Remove(certificate.key())), Nothing.NOTHING);
    }

    private static void checkUnused(World world, Call call, ServerCertificate certificate) {
        String arn = certificate.arn().value();
        List<String> users = CertificateUse.usersOf(world, call.scope().account(), arn);
        if (!users.isEmpty()) {
            throw new ApiFault(
                    IamErrors.DELETE_CONFLICT,
                    "Certificate: "
                            + certificate.certificateId()
                            + " is currently in use by "
                            + users.getFirst()
                            + ". Please remove it first before deleting it from IAM.");
        }
    }
}
