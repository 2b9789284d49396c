package dev.evenkeel.model;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes ids in the forms AWS uses. Random, from the generator given, so that a seed replays them.
public final class ResourceIds {
    private static final String HEX = "0123456789abcdef";

    private ResourceIds() {}

    /// `prefix-` and 17 digits, as EC2 writes its ids: `lt-0abcd1234ef567890`. The first digit is
    /// always 0.
    public static String ec2(String prefix, RandomGenerator random) {
        return prefix + "-0" + hex(16, random);
    }

    public static String hex(int digits, RandomGenerator random) {
        var text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(HEX.charAt(random.nextInt(16)));
        }
        return text.toString();
    }

    public static String digits(int count, RandomGenerator random) {
        var text = new StringBuilder(count).append(1 + random.nextInt(9));
        while (text.length() < count) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    public static UUID uuid(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
