package dev.evenkeel.cli;

import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks a running server something of its own, `/_evenkeel/...`, signed like any AWS call with the
/// key of its data directory.
record ServerCall(Settings settings, AccessKey key, Clock clock) {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /// What the server answered, whatever that is.
    record Answer(int status, String body) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    /// Waits for the answer no longer than `patience`.
    Answer send(String method, String path, String body, Duration patience) {
        return send(method, path, body, patience, "application/json");
    }

    /// The answer as text for people, if the server has that.
    Answer read(String path, Duration patience) {
        return send("GET", path, "", patience, "text/plain");
    }

    private Answer send(String method, String path, String body, Duration patience, String accept) {
        URI address = URI.create(settings.listen().url() + path);
        String stamp = Signature.stamp(clock.now());
        String authorization =
                new Signature(key, settings.scope().region(), "evenkeel")
                        .authorization(
                                method, address, body.getBytes(StandardCharsets.UTF_8), stamp);
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(patience)
                        .header("x-amz-date", stamp)
                        .header("Authorization", authorization)
                        .header("Accept", accept)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECTING)
                        .build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body().strip());
        } catch (IOException unreachable) {
            throw new CannotStart(
                    "no server answers at "
                            + settings.listen()
                            + "; start one with: evenkeel serve",
                    unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted before the server answered; try again", stopped);
        }
    }

    static CannotStart refused(Answer answer) {
        return new CannotStart(
                Json.field(answer.body(), "message")
                        .map(ServerCall::withoutDot)
                        .orElseGet(() ->
                                "the server refused with status "
                                        + answer.status()
                                        + ": "
                                        + answer.body()));
    }

    private static String withoutDot(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
