package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Large metric data arrives gzipped. The signature covers the compressed bytes, so they are
/// expanded beside the request, not in it, and only up to the limit for any body.
final class CompressedBody {
    private CompressedBody() {}

    static ApiRequest expand(ApiRequest request) {
        if (!request.header("content-encoding").orElse("").equalsIgnoreCase("gzip")) {
            return request;
        }
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(request.body().bytes()))) {
            byte[] body = in.readNBytes(ApiServer.LARGEST_BODY + 1);
            if (body.length > ApiServer.LARGEST_BODY) {
                throw new ApiFault("RequestEntityTooLarge", "The expanded body is too large.", 413);
            }
            return new ApiRequest(
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    Body.of(body));
        } catch (IOException notGzip) {
            throw new ApiFault("SerializationException", "The body is not valid gzip.");
        }
    }
}
