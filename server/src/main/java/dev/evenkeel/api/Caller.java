package dev.evenkeel.api;

/// Who calls: the account, and the access key the request was signed with (`anonymous` where
/// signatures are off).
public record Caller(String account, String accessKey) {
    public static final String ANONYMOUS = "anonymous";

    /// Every key is its account's root user.
    public String arn() {
        return "arn:aws:iam::" + account + ":root";
    }
}
