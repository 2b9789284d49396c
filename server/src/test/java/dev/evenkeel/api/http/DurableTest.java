package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DurableTest {
    @Test
    void theAnswerComesOnceTheChangeIsDurable() {
        CompletableFuture<String> commit = CompletableFuture.supplyAsync(() -> "done");
        assertThat(Durable.await(commit)).isEqualTo("done");
    }

    @Test
    void aFaultOfTheDecisionIsTheCallersMistake() {
        ApiFault fault = new ApiFault("TooManyTags", "51");
        assertThatThrownBy(() -> Durable.await(CompletableFuture.failedFuture(fault)))
                .isSameAs(fault);
    }

    @Test
    void whatKeptTheChangeFromBeingMadeIsNot() {
        RuntimeException full = new IllegalArgumentException("disk full");
        assertThatThrownBy(() -> Durable.await(CompletableFuture.failedFuture(full)))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(full);
    }

    @Test
    void whoStopsWaitingIsToldThatTheServerStops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Durable.await(new CompletableFuture<>()))
                .isInstanceOfSatisfying(
                        ApiFault.class, fault -> assertThat(fault.status()).isEqualTo(503));
        assertThat(Thread.interrupted()).isTrue();
    }
}
