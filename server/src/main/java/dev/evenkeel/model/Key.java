package dev.evenkeel.model;

import java.util.Comparator;

/// The name of one stored resource: its kind (the record's simple name), its scope, and its id
/// inside both.
public record Key(String kind, Scope scope, String id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::kind)
                    .thenComparing(key -> key.scope().account())
                    .thenComparing(key -> key.scope().region())
                    .thenComparing(Key::id);

    public static Key of(Class<? extends Resource> kind, Scope scope, String id) {
        return new Key(kind.getSimpleName(), scope, id);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
