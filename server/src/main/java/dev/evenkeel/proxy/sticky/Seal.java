package dev.evenkeel.proxy.sticky;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Writes and reads cookie values that nobody else can read or make (AES-GCM): what kind they are,
/// what they stand for, and until when they are good. Belongs to an event loop.
final class Seal {
    /// What [#open] answers for a value that is not ours, or of another kind, or too old.
    static final long NOTHING = 0;

    /// The characters of every sealed value.
    static final int LENGTH = 60;

    private static final int NONCE = 12;
    private static final int PLAIN = 17;
    private static final int TAG = 16;
    private static final int SEALED = NONCE + PLAIN + TAG;
    private static final byte[] ALPHABET =
            Ascii.bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final byte[] DIGITS = digits();

    private final SecretKey key;
    private final RandomGenerator random;
    private final Cipher cipher;
    private final byte[] plain = new byte[PLAIN];
    private final byte[] sealed = new byte[SEALED];
    private final byte[] text = new byte[LENGTH];
    private long nonceHigh;
    private int nonceLow;

    /// `random` begins the nonces: no two seals with one key may begin alike.
    Seal(CookieKey key, RandomGenerator random) {
        this.key = new SecretKeySpec(key.bytes(), "AES");
        this.random = random;
        this.nonceHigh = random.nextLong();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has AES-GCM", absent);
        }
    }

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        for (int digit = 0; digit < ALPHABET.length; digit++) {
            digits[ALPHABET[digit]] = (byte) digit;
        }
        return digits;
    }

    /// Appends the value of a cookie of this `kind` that stands for `subject`, good until the
    /// second `expires`.
    void seal(byte kind, long subject, long expires, HeadBuffer out) {
        var head = ByteBuffer.wrap(sealed).putLong(nonceHigh).putInt(nonceLow);
        ByteBuffer.wrap(plain).put(kind).putLong(subject).putLong(expires);
        nonceLow++;
        if (nonceLow == 0) {
            nonceHigh = random.nextLong();
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce());
            cipher.doFinal(plain, 0, PLAIN, sealed, head.position());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        for (int at = 0, to = 0; at < SEALED; at += 3, to += 4) {
            int three =
                    (sealed[at] & 0xff) << 16
                            | (sealed[at + 1] & 0xff) << 8
                            | sealed[at + 2] & 0xff;
            text[to] = ALPHABET[three >>> 18];
            text[to + 1] = ALPHABET[three >>> 12 & 63];
            text[to + 2] = ALPHABET[three >>> 6 & 63];
            text[to + 3] = ALPHABET[three & 63];
        }
        out.append(text);
    }

    private GCMParameterSpec nonce() {
        return new GCMParameterSpec(8 * TAG, sealed, 0, NONCE);
    }

    /// What the value from `from` to `to` stands for at the second `now`, or [#NOTHING].
    long open(byte kind, byte[] bytes, int from, int to, long now) {
        if (to - from != LENGTH || !decode(bytes, from)) {
            return NOTHING;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce());
            cipher.doFinal(sealed, NONCE, PLAIN + TAG, plain, 0);
        } catch (GeneralSecurityException forged) {
            return NOTHING;
        }
        var content = ByteBuffer.wrap(plain);
        boolean right = content.get() == kind;
        long subject = content.getLong();
        return right && content.getLong() > now ? subject : NOTHING;
    }

    private boolean decode(byte[] bytes, int from) {
        int invalid = 0;
        for (int at = 0, to = 0; at < LENGTH; at += 4, to += 3) {
            int start = from + at;
            int a = DIGITS[bytes[start] & 0xff];
            int b = DIGITS[bytes[start + 1] & 0xff];
            int c = DIGITS[bytes[start + 2] & 0xff];
            int d = DIGITS[bytes[start + 3] & 0xff];
            invalid |= a | b | c | d;
            int three = a << 18 | b << 12 | c << 6 | d;
            sealed[to] = (byte) (three >>> 16);
            sealed[to + 1] = (byte) (three >>> 8);
            sealed[to + 2] = (byte) three;
        }
        return invalid >= 0;
    }
}
