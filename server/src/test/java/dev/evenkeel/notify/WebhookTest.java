package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.notify.Carrier.Carried;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is posted to a receiver that takes it, fails, refuses, is slow or away.
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Webhook.Limits LIMITS =
            new Webhook.Limits(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    PATIENCE,
                    3);

    @TempDir private Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private final Clock machine =
            new Clock() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public long nanoTime() {
                    return nanos.get();
                }
            };
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Path aside() {
        return directory.resolve("notifications.jsonl");
    }

    private List<String> setAside() throws IOException {
        return Files.exists(aside()) ? Files.readAllLines(aside()) : List.of();
    }

    private Webhook to(URI address) {
        return to(address, LIMITS);
    }

    private Webhook to(URI address, Webhook.Limits limits) {
        return new Webhook(
                address,
                new NotificationFile(aside(), NotificationFile.Limits.DEFAULTS),
                machine,
                limits);
    }

    @Test
    void messagesArePostedInOrder() throws IOException {
        try (var webhook = to(receiver.address())) {
            assertThat(webhook.carry(Some.events(3))).isEqualTo(Carried.all(3));
        }
        assertThat(receiver.bodies()).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
        assertThat(receiver.got().getFirst().path()).isEqualTo("/events?to=me");
        assertThat(setAside()).isEmpty();
    }

    @Test
    void eventsAndWhatIsPublishedHaveTheHeadersOfEach() {
        try (var webhook = to(receiver.address())) {
            webhook.carry(List.of(Some.event(1), Some.published(2)));
        }
        Receiver.Got event = receiver.got().getFirst();
        assertThat(event.header("Content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(event.header("X-amz-sns-message-type")).isEmpty();
        Receiver.Got published = receiver.got().getLast();
        assertThat(published.header("Content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(published.header("X-amz-sns-message-type")).isEqualTo("Notification");
        assertThat(published.header("X-amz-sns-topic-arn")).isEqualTo(Some.TOPIC);
        assertThat(published.header("X-amz-sns-message-id")).isEqualTo("id-2");
    }

    @Test
    void aReceiverThatFailsIsAskedAgainAndNothingOvertakes() throws IOException {
        receiver.answering(200, 503, 429);
        try (var webhook = to(receiver.address())) {
            String address = receiver.address().toString();
            assertThat(webhook.carry(Some.events(2)))
                    .isEqualTo(Carried.until(1, address + ": it answered 503"));
            assertThat(webhook.carry(List.of(Some.event(1))))
                    .isEqualTo(Carried.until(0, address + ": it answered 429"));
            assertThat(webhook.carry(List.of(Some.event(1)))).isEqualTo(Carried.all(1));
        }
        assertThat(receiver.bodies())
                .containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":1}", "{\"n\":1}");
        assertThat(setAside()).isEmpty();
    }

    @Test
    void whatTheReceiverRefusesIsInTheFile() throws IOException {
        receiver.answering(200, 404, 301);
        try (var webhook = to(receiver.address())) {
            assertThat(webhook.carry(Some.events(4))).isEqualTo(Carried.all(4));
        }
        assertThat(receiver.bodies()).hasSize(4);
        assertThat(setAside()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void aRefusedMessageThatCannotBeWrittenWaits() throws IOException {
        Files.createDirectory(aside());
        receiver.answering(200, 404);
        try (var webhook = to(receiver.address())) {
            Carried carried = webhook.carry(Some.events(3));
            assertThat(carried.count()).isEqualTo(1);
            assertThat(carried.failure().orElseThrow()).startsWith("cannot write");
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerIsNotWaitedForForEver() {
        receiver.answering(Receiver.SILENCE);
        try (var webhook = to(receiver.address())) {
            Carried carried = webhook.carry(Some.events(1));
            assertThat(carried.count()).isZero();
            assertThat(carried.failure()).isPresent();
            assertThat(webhook.carry(Some.events(1))).isEqualTo(Carried.all(1));
        }
    }

    @Test
    void whileAReceiverIsAwayMessagesWaitForIt() throws IOException {
        URI address = receiver.address();
        receiver.close();
        try (var webhook = to(address)) {
            Carried carried = webhook.carry(Some.events(3));
            assertThat(carried.count()).isZero();
            assertThat(carried.failure().orElseThrow()).contains("ConnectException");
            receiver = Receiver.at(address);
            assertThat(webhook.carry(Some.events(3))).isEqualTo(Carried.all(3));
        }
        assertThat(setAside()).isEmpty();
    }

    @Test
    void onlySoManyWaitForAReceiverThatIsAway() throws IOException {
        URI address = receiver.address();
        receiver.close();
        try (var webhook = to(address)) {
            assertThat(webhook.carry(Some.events(5)).count()).isEqualTo(2);
            assertThat(webhook.carry(Some.events(5)).failure()).isPresent();
        }
        assertThat(setAside()).startsWith("{\"n\":0}", "{\"n\":1}");
    }

    @Test
    void andOnlySoLong() throws IOException {
        URI address = receiver.address();
        receiver.close();
        try (var webhook = to(address)) {
            assertThat(webhook.carry(Some.events(2)).count()).isZero();
            nanos.addAndGet(PATIENCE.toNanos() - 1);
            assertThat(webhook.carry(Some.events(2)).count()).isZero();
            nanos.addAndGet(1);
            assertThat(webhook.carry(Some.events(2)).count()).isEqualTo(2);
            assertThat(setAside()).containsExactly("{\"n\":0}", "{\"n\":1}");

            receiver = Receiver.at(address);
            assertThat(webhook.carry(List.of(Some.event(7)))).isEqualTo(Carried.all(1));
            receiver.answering(500);
            assertThat(webhook.carry(List.of(Some.event(8))).count()).isZero();
        }
        assertThat(setAside()).hasSize(2);
    }

    @Test
    void whatIsSlowlyTakenIsSaidInBetween() {
        var limits =
                new Webhook.Limits(
                        LIMITS.connecting(), LIMITS.answering(), Duration.ZERO, PATIENCE, 3);
        try (var webhook = to(receiver.address(), limits)) {
            assertThat(webhook.carry(Some.events(3)).count()).isEqualTo(3);
            nanos.set(0);
            Clock ticking =
                    new Clock() {
                        @Override
                        public Instant now() {
                            return Instant.EPOCH;
                        }

                        @Override
                        public long nanoTime() {
                            return nanos.incrementAndGet();
                        }
                    };
            var file = new NotificationFile(aside(), NotificationFile.Limits.DEFAULTS);
            try (var slow = new Webhook(receiver.address(), file, ticking, limits)) {
                assertThat(slow.carry(Some.events(3))).isEqualTo(Carried.all(1));
            }
        }
    }
}
