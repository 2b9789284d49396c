package dev.evenkeel.cli;

import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a running server to make a zone unreachable or reachable again: `PUT
/// /_evenkeel/zones/ZONE/off`, signed like any AWS call.
final class ZoneSwitch {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private final AccessKey key;
    private final Clock clock;

    ZoneSwitch(Settings settings, AccessKey key, Clock clock) {
        this.settings = settings;
        this.key = key;
        this.clock = clock;
    }

    /// Returns once the server has made it durable.
    void turn(String zone, boolean on) {
        if (!settings.zones().contains(zone)) {
            throw new CannotStart(
                    "no zone is called "
                            + zone
                            + "; there are "
                            + String.join(", ", settings.zones()));
        }
        HttpResponse<String> answer = send("/_evenkeel/zones/" + zone + (on ? "/on" : "/off"));
        if (answer.statusCode() / 100 != 2) {
            throw new CannotStart(
                    "the server refused with status "
                            + answer.statusCode()
                            + ": "
                            + answer.body().strip());
        }
    }

    private HttpResponse<String> send(String path) {
        URI address = URI.create(settings.listen().url() + path);
        String stamp = Signature.stamp(clock.now());
        String authorization =
                new Signature(key, settings.scope().region(), "evenkeel")
                        .authorization("PUT", address, new byte[0], stamp);
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("x-amz-date", stamp)
                        .header("Authorization", authorization)
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
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
}
