package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Page;
import org.jspecify.annotations.Nullable;

/// How many records an answer of Auto Scaling holds: 50 unless the caller says otherwise, 100 at
/// most.
final class Pages {
    static final int USUAL = 50;
    private static final int MOST = 100;

    private Pages() {}

    static Page.Request request(@Nullable String token, @Nullable Integer records, int usual) {
        if (records != null && (records < 1 || records > MOST)) {
            throw ApiFault.validation("MaxRecords must be between 1 and " + MOST + ".");
        }
        return Page.Request.of(token, records, usual, "InvalidNextToken");
    }
}
