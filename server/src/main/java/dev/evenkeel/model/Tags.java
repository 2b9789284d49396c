package dev.evenkeel.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tags of a resource, sorted by key.
public record Tags(SortedMap<String, String> values) {
    public static final Tags NONE = new Tags(new TreeMap<>());

    public Tags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Tags of(Map<String, String> values) {
        return new Tags(new TreeMap<>(values));
    }

    /// These tags with `more` added or replaced.
    public Tags plus(Map<String, String> more) {
        var all = new TreeMap<>(values);
        all.putAll(more);
        return new Tags(all);
    }

    /// These tags without `keys`.
    public Tags minus(Iterable<String> keys) {
        var all = new TreeMap<>(values);
        keys.forEach(all::remove);
        return new Tags(all);
    }
}
