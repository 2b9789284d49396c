package dev.evenkeel.api;

import dev.evenkeel.wire.ErrorCode;

/// The caller's mistake, as AWS would name it. Thrown by operations, written by the wire protocols.
public final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final ErrorCode VALIDATION =
            new ErrorCode("ValidationException", "ValidationError", 400);

    private final String code;
    private final String shape;
    private final int status;

    /// A fault with HTTP status 400 that the service's model does not list.
    public ApiFault(String code, String message) {
        this(code, message, 400);
    }

    public ApiFault(String code, String message, int status) {
        this(new ErrorCode(code, code, status), message);
    }

    /// One of the service's own errors.
    public ApiFault(ErrorCode error, String message) {
        super(message, null, false, false);
        this.code = error.code();
        this.shape = error.shape();
        this.status = error.status();
    }

    /// What is wrong with the input itself: `ValidationError`, in JSON `ValidationException`.
    public static ApiFault validation(String message) {
        return new ApiFault(VALIDATION, message);
    }

    public String code() {
        return code;
    }

    /// The name of the error's shape; JSON and CBOR answers are told apart by it.
    public String shape() {
        return shape;
    }

    public int status() {
        return status;
    }

    /// Never absent, unlike [#getMessage].
    public String message() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
