package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.ErrorCode;

/// The ways a signature can be wrong, with AWS's codes and words.
final class AuthFaults {
    private static final ErrorCode MISSING =
            new ErrorCode("MissingAuthenticationTokenException", "MissingAuthenticationToken", 403);
    private static final ErrorCode INCOMPLETE =
            new ErrorCode("IncompleteSignatureException", "IncompleteSignature", 400);
    private static final ErrorCode UNKNOWN_KEY =
            new ErrorCode("UnrecognizedClientException", "InvalidClientTokenId", 403);
    private static final ErrorCode MISMATCH =
            new ErrorCode("InvalidSignatureException", "SignatureDoesNotMatch", 403);
    private static final ErrorCode EC2_FAILURE = new ErrorCode("AuthFailure", "AuthFailure", 401);

    private AuthFaults() {}

    static ApiFault missing() {
        return new ApiFault(MISSING, "Request is missing Authentication Token");
    }

    static ApiFault incomplete(String what) {
        return new ApiFault(INCOMPLETE, what);
    }

    static ApiFault unknownKey() {
        return new ApiFault(UNKNOWN_KEY, "The security token included in the request is invalid.");
    }

    static ApiFault mismatch() {
        return mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS"
                        + " Secret Access Key and signing method. Consult the service documentation for details.");
    }

    static ApiFault mismatch(String why) {
        return new ApiFault(MISMATCH, why);
    }

    /// EC2 tells a wrong key and a wrong signature by one code.
    static ApiFault asEc2(ApiFault fault) {
        boolean credentials =
                fault.code().equals(UNKNOWN_KEY.code()) || fault.code().equals(MISMATCH.code());
        return credentials
                ? new ApiFault(
                        EC2_FAILURE, "AWS was not able to validate the provided access credentials")
                : fault;
    }
}
