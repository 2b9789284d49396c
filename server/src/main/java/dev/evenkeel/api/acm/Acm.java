package dev.evenkeel.api.acm;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.acm.AcmOperations;

/// The operations of AWS Certificate Manager that are answered.
public final class Acm {
    private Acm() {}

    public static Operations operations() {
        return Operations.of(AcmOperations.SERVICE)
                .write(AcmOperations.IMPORT_CERTIFICATE, CertificateImport::perform)
                .read(AcmOperations.DESCRIBE_CERTIFICATE, Certificates::describe)
                .read(AcmOperations.GET_CERTIFICATE, Certificates::get)
                .read(AcmOperations.LIST_CERTIFICATES, CertificateList::list)
                .write(AcmOperations.DELETE_CERTIFICATE, Certificates::delete)
                .write(AcmOperations.ADD_TAGS_TO_CERTIFICATE, CertificateTags::add)
                .write(AcmOperations.REMOVE_TAGS_FROM_CERTIFICATE, CertificateTags::remove)
                .read(AcmOperations.LIST_TAGS_FOR_CERTIFICATE, CertificateTags::list);
    }
}
