package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiFault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until the control loop has made a change durable.
final class Durable {
    private static final long LONGEST_SECONDS = 30;

    private Durable() {}

    static <O> O await(CompletableFuture<O> answer) {
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ApiFault fault
                    ? fault
                    : new IllegalStateException("the change was not made", failed.getCause());
        } catch (TimeoutException late) {
            throw unavailable(
                    "The change was not confirmed within "
                            + LONGEST_SECONDS
                            + " s; it may still be made.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unavailable("The server is stopping.");
        }
    }

    private static ApiFault unavailable(String message) {
        return new ApiFault("ServiceUnavailable", message, 503);
    }
}
