package dev.evenkeel.cli;

import java.util.random.RandomGenerator;

/// An access key: its public id, and the secret that requests are signed with. Its text never shows
/// the secret.
public record AccessKey(String id, String secret) {
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// Reads `ID:SECRET`. Both parts may be what AWS would give, or shorter words for a test.
    public static AccessKey parse(String text) {
        int colon = text.indexOf(':');
        String id = colon < 0 ? "" : text.substring(0, colon);
        String secret = text.substring(colon + 1);
        if (!id.matches("\\w{3,128}") || secret.isBlank()) {
            throw new CannotStart(
                    "--access-key: want ID:SECRET, the id of 3 to 128 letters and digits");
        }
        return new AccessKey(id, secret);
    }

    /// A new key in AWS's form: 20 letters for the id, 40 for the secret.
    static AccessKey random(RandomGenerator random) {
        return new AccessKey(
                "AKIA" + letters(ID_LETTERS, 16, random), letters(SECRET_LETTERS, 40, random));
    }

    private static String letters(String alphabet, int count, RandomGenerator random) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// The form that [#parse] reads, with the secret.
    String line() {
        return id + ":" + secret;
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
