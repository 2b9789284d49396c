package dev.evenkeel.api.ec2;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Refuses parameters that would change behaviour in AWS and could not here, so that nobody
/// believes they took effect.
final class Unsupported {
    private Unsupported() {}

    /// Refuses any value.
    static void refuse(String parameter, @Nullable Object value) {
        boolean empty = value instanceof Collection<?> collection && collection.isEmpty();
        if (value != null && !empty) {
            throw Ec2Faults.unsupported("The parameter " + parameter + " is not supported.");
        }
    }

    /// Accepts only the value that describes what happens anyway.
    static void unless(Object only, String parameter, @Nullable Object value) {
        if (value != null && !value.equals(only)) {
            throw Ec2Faults.unsupported(
                    "The value '"
                            + value
                            + "' of the parameter "
                            + parameter
                            + " is not supported, only '"
                            + only
                            + "' is.");
        }
    }
}
