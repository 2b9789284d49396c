package dev.evenkeel.decide.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM text (RFC 7468): `-----BEGIN label-----`, Base64, `-----END label-----`.
final class Pem {
    static final String CERTIFICATE = "CERTIFICATE";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private Pem() {}

    /// One block: what it says it is, and the bytes inside.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Block(String label, byte[] der) {}

    /// Empty if there is no block, or something that is none; also if a key is encrypted, as its
    /// header lines are no Base64.
    static Optional<List<Block>> blocks(String text) {
        var blocks = new ArrayList<Block>();
        Matcher matcher = BLOCK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (!text.substring(end, matcher.start()).isBlank()) {
                return Optional.empty();
            }
            end = matcher.end();
            try {
                byte[] der = Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", ""));
                blocks.add(new Block(matcher.group(1), der));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
        boolean rest = !text.substring(end).isBlank();
        return rest || blocks.isEmpty() ? Optional.empty() : Optional.of(blocks);
    }
}
