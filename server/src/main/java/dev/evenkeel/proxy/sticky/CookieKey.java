package dev.evenkeel.proxy.sticky;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The secret that seals cookies. Who keeps it reads the cookies given out before.
public final class CookieKey {
    /// AES-256.
    public static final int BYTES = 32;

    private final byte[] bytes;

    private CookieKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The key made of these bytes, [#BYTES] of them.
    public static CookieKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a cookie key has " + BYTES + " bytes");
        }
        return new CookieKey(Arrays.copyOf(bytes, BYTES));
    }

    /// A new one: cookies sealed with it are worth nothing elsewhere.
    public static CookieKey random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new CookieKey(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
