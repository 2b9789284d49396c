package dev.evenkeel.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a long listing, and the token that continues it; null at the end, as the wire wants
/// it.
public record Page<T>(List<T> items, @Nullable String next) {

    /// What the caller asked for: a token from the page before, and how many.
    public record Request(
            @Nullable String token, @Nullable Integer size, int defaultSize, String faultCode) {

        /// @param faultCode AWS's code for a token that was never given out
        public static Request of(
                @Nullable String token, @Nullable Integer size, int defaultSize, String faultCode) {
            return new Request(token, size, defaultSize, faultCode);
        }
    }

    /// The page of `all` (sorted by `id`) that follows the token. The token names the last item of
    /// the page before, so a listing goes on in the right place even if that item is gone.
    public static <T> Page<T> of(List<T> all, Function<T, String> id, Request request) {
        int start = 0;
        if (request.token() != null) {
            String last = decode(request.token(), request.faultCode());
            while (start < all.size() && id.apply(all.get(start)).compareTo(last) <= 0) {
                start++;
            }
        }
        int size = request.size() == null ? request.defaultSize() : request.size();
        int end = (int) Math.min(all.size(), (long) start + Math.max(size, 1));
        String next = end < all.size() ? encode(id.apply(all.get(end - 1))) : null;
        return new Page<>(List.copyOf(all.subList(start, end)), next);
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder()
                .encodeToString(("after " + id).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token, String faultCode) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("after ")) {
                return text.substring("after ".length());
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, like any other token that is not ours.
        }
        throw new ApiFault(faultCode, "The token '" + token + "' is invalid.");
    }
}
