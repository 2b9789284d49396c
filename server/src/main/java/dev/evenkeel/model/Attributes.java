package dev.evenkeel.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The attributes a user set on a load balancer, listener or target group. What is not set has
/// AWS's default.
public record Attributes(SortedMap<String, String> values) {
    public static final Attributes DEFAULTS = new Attributes(new TreeMap<>());

    public Attributes {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Attributes of(Map<String, String> values) {
        return new Attributes(new TreeMap<>(values));
    }

    public Attributes with(Map<String, String> more) {
        var all = new TreeMap<>(values);
        all.putAll(more);
        return new Attributes(all);
    }

    public String get(String key, String whenUnset) {
        return values.getOrDefault(key, whenUnset);
    }

    public boolean isTrue(String key, boolean whenUnset) {
        return Boolean.parseBoolean(get(key, Boolean.toString(whenUnset)));
    }

    public int number(String key, int whenUnset) {
        return Integer.parseInt(get(key, Integer.toString(whenUnset)));
    }
}
