package dev.evenkeel.notify;

import dev.evenkeel.model.Notification;
import dev.evenkeel.sys.Clock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts each message to one address, one after the other. What its receiver refuses, and what is
/// too much or too old while nobody answers there, goes `aside`, into a file.
///
/// An answer 2xx takes a message, 429 and 5xx ask to come again, every other one refuses it, as
/// with SNS.
public final class Webhook implements Carrier {
    private static final Logger LOG = System.getLogger(Webhook.class.getName());
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;
    private final NotificationFile aside;
    private final Clock machine;
    private final Limits limits;
    private final HttpClient client;
    private boolean isFailing;
    private long failingSince;
    private long setAside;

    /// How long to wait for a connection and for an answer; after which time in one call others are
    /// to hear how far it is; for how long a silent receiver is believed to come back, and how many
    /// messages wait for it.
    public record Limits(
            Duration connecting,
            Duration answering,
            Duration atOnce,
            Duration patience,
            int waiting) {
        public static final Limits DEFAULTS =
                new Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        1_000);
    }

    /// What became of one post.
    private sealed interface Posted {
        record Taken() implements Posted {}

        record Refused(String why) implements Posted {}

        record Unanswered(String why) implements Posted {}
    }

    public Webhook(URI address, NotificationFile aside, Clock machine, Limits limits) {
        this.address = address;
        this.aside = aside;
        this.machine = machine;
        this.limits = limits;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.connecting())
                        .build();
    }

    @Override
    public Carried carry(List<Notification> waiting) {
        long began = machine.nanoTime();
        int done = 0;
        for (Notification message : waiting) {
            if (done > 0 && machine.nanoTime() - began > limits.atOnce().toNanos()) {
                break;
            }
            switch (post(message)) {
                case Posted.Taken() -> isFailing = false;
                case Posted.Refused(String why) -> {
                    isFailing = false;
                    Carried written = setAside(List.of(message), why);
                    if (written.failure().isPresent()) {
                        return new Carried(done, written.failure());
                    }
                }
                case Posted.Unanswered(String why) -> {
                    return unanswered(waiting.subList(done, waiting.size()), done, why);
                }
            }
            done++;
        }
        return Carried.all(done);
    }

    /// While nobody answers, only so many wait, and only so long.
    private Carried unanswered(List<Notification> left, int done, String why) {
        if (!isFailing) {
            isFailing = true;
            failingSince = machine.nanoTime();
        }
        boolean isHopeless = machine.nanoTime() - failingSince >= limits.patience().toNanos();
        int tooMany = isHopeless ? left.size() : left.size() - limits.waiting();
        int written = tooMany > 0 ? setAside(left.subList(0, tooMany), why).count() : 0;
        return Carried.until(done + written, address + ": " + why);
    }

    private Carried setAside(List<Notification> messages, String why) {
        Carried written = aside.carry(messages);
        setAside += written.count();
        LOG.log(
                Level.WARNING,
                "{0} ({1}): {2} notifications are in {3} instead, {4} since the start",
                address,
                why,
                written.count(),
                aside.path(),
                setAside);
        return written;
    }

    private Posted post(Notification message) {
        CompletableFuture<Integer> answer =
                client.sendAsync(request(message), BodyHandlers.discarding())
                        .thenApply(response -> response.statusCode());
        try {
            return judged(answer.get(limits.answering().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Posted.Unanswered(
                    "no answer within " + limits.answering().toSeconds() + " s");
        } catch (ExecutionException failed) {
            return new Posted.Unanswered(String.valueOf(failed.getCause()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Posted.Unanswered("the server ends");
        }
    }

    private static Posted judged(int status) {
        if (status / 100 == 2) {
            return new Posted.Taken();
        }
        String why = "it answered " + status;
        return status == TOO_MANY_REQUESTS || status / 100 == 5
                ? new Posted.Unanswered(why)
                : new Posted.Refused(why);
    }

    /// Events as API destinations get them, and what is published as subscribers of a topic do.
    private HttpRequest request(Notification message) {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(limits.answering())
                        .POST(BodyPublishers.ofString(message.text()))
                        .header("User-Agent", "Evenkeel");
        if (message.isEvent()) {
            return request.header("Content-Type", "application/json; charset=utf-8").build();
        }
        return request.header("Content-Type", "text/plain; charset=UTF-8")
                .header("x-amz-sns-message-type", "Notification")
                .header("x-amz-sns-message-id", message.messageId())
                .header("x-amz-sns-topic-arn", message.topic())
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
        aside.close();
    }
}
