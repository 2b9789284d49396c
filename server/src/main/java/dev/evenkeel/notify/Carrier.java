package dev.evenkeel.notify;

import dev.evenkeel.model.Notification;
import java.util.List;
import java.util.Optional;

/// Takes messages to where they are to be known. It may block; it runs on the courier's thread.
public interface Carrier extends AutoCloseable {
    /// Carries messages from the head of `waiting`, which is never empty: as many as it likes, in
    /// order, and at least one if nothing is in the way.
    Carried carry(List<Notification> waiting);

    /// How many of those at the head need not be carried again, and what was in the way of the
    /// next, if something was.
    record Carried(int count, Optional<String> failure) {
        static Carried all(int count) {
            return new Carried(count, Optional.empty());
        }

        static Carried until(int count, String failure) {
            return new Carried(count, Optional.of(failure));
        }
    }

    @Override
    void close();
}
