package dev.evenkeel.compute.metadata;

import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sys.Clock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The session tokens of IMDSv2: the end of the session and a seal over it and the instance's id.
///
/// Nothing is kept per token. After a restart of ours the seal is another one; clients then ask for
/// a new token.
final class Tokens {
    /// The longest session EC2 gives.
    static final Duration LONGEST = Duration.ofHours(6);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Clock clock;
    private final SecretKeySpec key;

    Tokens(Clock clock, RandomGenerator random) {
        this.clock = clock;
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String issue(InstanceId id, Duration life) {
        long end = clock.now().plus(life).toEpochMilli();
        byte[] seal = seal(id, end);
        byte[] token = ByteBuffer.allocate(Long.BYTES + seal.length).putLong(end).put(seal).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    boolean accepts(InstanceId id, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length < Long.BYTES) {
            return false;
        }
        long end = ByteBuffer.wrap(bytes).getLong();
        byte[] seal = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        return MessageDigest.isEqual(seal, seal(id, end)) && clock.now().toEpochMilli() < end;
    }

    private byte[] seal(InstanceId id, long end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(end).array());
            return mac.doFinal(id.value().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
