package dev.evenkeel.api.iam;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.iam.IamOperations;

/// The operations of IAM that are answered.
public final class Iam {
    private Iam() {}

    public static Operations operations() {
        return Operations.of(IamOperations.SERVICE)
                .write(IamOperations.UPLOAD_SERVER_CERTIFICATE, CertificateUpload::perform)
                .read(IamOperations.GET_SERVER_CERTIFICATE, ServerCertificates::get)
                .read(IamOperations.LIST_SERVER_CERTIFICATES, ServerCertificates::list)
                .write(IamOperations.UPDATE_SERVER_CERTIFICATE, ServerCertificates::update)
                .write(IamOperations.DELETE_SERVER_CERTIFICATE, ServerCertificates::delete)
                .write(IamOperations.TAG_SERVER_CERTIFICATE, CertificateTags::add)
                .write(IamOperations.UNTAG_SERVER_CERTIFICATE, CertificateTags::remove)
                .read(IamOperations.LIST_SERVER_CERTIFICATE_TAGS, CertificateTags::list);
    }
}
