package dev.evenkeel.model;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The id of an EC2 instance: `i-` and 17 hexadecimal digits.
public record InstanceId(String value) implements Comparable<InstanceId> {
    private static final Pattern FORM = Pattern.compile("i-[0-9a-f]{8}([0-9a-f]{9})?");

    public InstanceId {
        if (!isInstanceId(value)) {
            throw new IllegalArgumentException("not an instance id: " + value);
        }
    }

    public static boolean isInstanceId(String text) {
        return FORM.matcher(text).matches();
    }

    public static InstanceId random(RandomGenerator random) {
        return new InstanceId(ResourceIds.ec2("i", random));
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
