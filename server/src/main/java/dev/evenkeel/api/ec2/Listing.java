package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Cuts EC2's long answers into pages: at most 1,000 items, fewer if the caller says so.
final class Listing {
    private static final int MAX_ITEMS = 1000;
    private static final int MIN_ITEMS = 1;

    private Listing() {}

    /// `all` must be sorted by `id`.
    static <T> Page<T> page(
            List<T> all, Function<T, String> id, @Nullable String token, @Nullable Integer size) {
        if (size != null && (size < MIN_ITEMS || size > MAX_ITEMS)) {
            throw Ec2Faults.invalid(
                    "Value ( "
                            + size
                            + " ) for parameter maxResults is invalid. Expecting a value between "
                            + MIN_ITEMS
                            + " and "
                            + MAX_ITEMS
                            + ".");
        }
        return Page.of(all, id, Page.Request.of(token, size, MAX_ITEMS, "InvalidNextToken"));
    }
}
