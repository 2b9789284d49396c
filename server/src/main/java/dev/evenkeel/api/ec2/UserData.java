package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks user data: base64 text of at most 16 KB.
public final class UserData {
    private static final int MAX_BYTES = 16 * 1024;

    private UserData() {}

    /// The text as it was sent; empty if there is none.
    public static Optional<String> checked(@Nullable String base64) {
        if (base64 == null || base64.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new ApiFault(
                    "InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        }
        if (bytes.length > MAX_BYTES) {
            throw Ec2Faults.invalid("User data is limited to " + MAX_BYTES + " bytes");
        }
        return Optional.of(base64);
    }
}
