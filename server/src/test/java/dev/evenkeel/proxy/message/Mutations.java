package dev.evenkeel.proxy.message;

import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Changes golden messages at random, in the ways that parsers fall for.
public final class Mutations {
    private static final byte[] SPICE =
            Ascii.bytes("\r\n\r\n :;,\t\0Content-Length: 5Transfer-Encoding: chunkedHost: x0aF");

    private final SplittableRandom random;

    public Mutations(SplittableRandom random) {
        this.random = random;
    }

    /// The messages of golden files.
    public static List<byte[]> seeds(String... files) {
        var seeds = new ArrayList<byte[]>();
        for (String file : files) {
            for (Scenario scenario : Scenario.read(Mutations.class, file)) {
                seeds.add(Wire.bytes(scenario.input()));
            }
        }
        return seeds;
    }

    /// One of the seeds, changed at up to three places.
    public byte[] oneOf(List<byte[]> seeds) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> replace(bytes, at);
                        case 1 -> splice(bytes, at, at, spice());
                        case 2 -> splice(bytes, at, bytes.length, new byte[0]);
                        default -> splice(bytes, at, at + 1, new byte[0]);
                    };
        }
        return bytes;
    }

    private byte[] replace(byte[] bytes, int at) {
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : SPICE[random.nextInt(8)];
        return bytes;
    }

    private byte[] spice() {
        int from = random.nextInt(SPICE.length);
        int to = Math.min(SPICE.length, from + 1 + random.nextInt(20));
        return Arrays.copyOfRange(SPICE, from, to);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
