package dev.evenkeel.model;

/// One step of an atomic change to the world.
public sealed interface Change {
    Key key();

    /// Adds the resource, or replaces the one with the same key.
    record Put(Resource resource) implements Change {
        @Override
        public Key key() {
            return resource.key();
        }
    }

    /// Removes the resource if it is there.
    record Remove(Key key) implements Change {}
}
