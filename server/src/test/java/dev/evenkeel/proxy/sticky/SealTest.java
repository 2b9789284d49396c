package dev.evenkeel.proxy.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.proxy.message.HeadBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Only we can make and read what clients carry.
class SealTest {
    private static final byte KIND = 1;
    private static final long SUBJECT = 0xfedcba9876543210L;
    private static final long NOW = 1_800_000_000L;
    private final RandomGenerator random = new SplittableRandom(11);
    private final CookieKey key = CookieKey.random(random);
    private final Seal seal = new Seal(key, random);

    private byte[] sealed(long expires) {
        var out = new HeadBuffer();
        seal.seal(KIND, SUBJECT, expires, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static long open(Seal by, byte kind, byte[] value, long now) {
        return by.open(kind, value, 0, value.length, now);
    }

    @Test
    void whatWasSealedIsRead() {
        byte[] value = sealed(NOW + 10);
        assertThat(value).hasSize(Seal.LENGTH);
        assertThat(open(seal, KIND, value, NOW)).isEqualTo(SUBJECT);
    }

    @Test
    void itIsReadAfterARestartAndByOtherLoops() {
        var later = new Seal(key, new SplittableRandom(12));
        assertThat(open(later, KIND, sealed(NOW + 10), NOW)).isEqualTo(SUBJECT);
    }

    @Test
    void anotherKeyReadsNothing() {
        var other = new Seal(CookieKey.random(random), random);
        assertThat(open(other, KIND, sealed(NOW + 10), NOW)).isEqualTo(Seal.NOTHING);
    }

    @Test
    void itIsGoodUntilItsSecond() {
        byte[] value = sealed(NOW);
        assertThat(open(seal, KIND, value, NOW - 1)).isEqualTo(SUBJECT);
        assertThat(open(seal, KIND, value, NOW)).isEqualTo(Seal.NOTHING);
    }

    @Test
    void anotherKindIsNothing() {
        assertThat(open(seal, (byte) 2, sealed(NOW + 10), NOW)).isEqualTo(Seal.NOTHING);
    }

    @Test
    void noCharacterCanBeChanged() {
        byte[] value = sealed(NOW + 10);
        for (int at = 0; at < value.length; at++) {
            byte before = value[at];
            value[at] = (byte) (before == 'A' ? 'B' : 'A');
            assertThat(open(seal, KIND, value, NOW)).as("character %d", at).isZero();
            value[at] = '%';
            assertThat(open(seal, KIND, value, NOW)).as("character %d", at).isZero();
            value[at] = before;
        }
        assertThat(open(seal, KIND, value, NOW)).isEqualTo(SUBJECT);
    }

    @Test
    void anyOtherTextIsNothing() {
        for (int length = 0; length < 100; length++) {
            byte[] text = new byte[length];
            random.nextBytes(text);
            assertThat(open(seal, KIND, text, NOW)).isEqualTo(Seal.NOTHING);
        }
    }

    @Test
    void noTwoValuesAreAlike() {
        var values = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            values.add(Arrays.toString(sealed(NOW)));
        }
        assertThat(values).hasSize(1_000);
    }

    @Test
    void aKeyHasItsSizeAndDoesNotShowItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> CookieKey.of(new byte[31]));
        assertThat(key).hasToString("a secret");
    }
}
