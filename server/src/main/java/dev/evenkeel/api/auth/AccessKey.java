package dev.evenkeel.api.auth;

/// A key that may call, and the account it belongs to.
public record AccessKey(String id, String secret, String account) {
    /// Never tells the secret.
    @Override
    public String toString() {
        return "AccessKey " + id;
    }
}
