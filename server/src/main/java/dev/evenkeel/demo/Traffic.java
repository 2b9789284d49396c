package dev.evenkeel.demo;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Clients that send requests at a steady pace until closed. A failed request is never repeated: it
/// is counted.
final class Traffic implements AutoCloseable {
    /// What each client does: how many there are, what they ask for, how long they pause between
    /// requests, and after how many requests they resolve the name again.
    record Plan(int clients, String path, Duration pause, int renew) {}

    private final Plan plan;
    private final Pause pause;
    private final Tally total;
    private final CountDownLatch running;
    private volatile Tally current = new Tally();
    private volatile boolean stopped;

    Traffic(Plan plan, Pause pause, Tally total) {
        this.plan = plan;
        this.pause = pause;
        this.total = total;
        running = new CountDownLatch(plan.clients());
    }

    void start(Background background, Resolver resolver, String name, int port) {
        for (int i = 0; i < plan.clients(); i++) {
            int number = i;
            background.run(
                    "demo-client-" + number,
                    () -> {
                        try (var client = new Client(resolver, name, port, number)) {
                            run(client);
                        } catch (Interruption told) {
                            // The demo ends: so does its traffic.
                        } catch (IOException _) {
                            // Closing a socket that is already broken: nothing is left to do.
                        } finally {
                            running.countDown();
                        }
                    });
        }
    }

    private void run(Client client) {
        while (!stopped) {
            ask(client);
            pause.of(plan.pause());
        }
    }

    private void ask(Client client) {
        Tally now = current;
        try {
            Connection.Reply reply = client.get(plan.path(), plan.renew());
            if (reply.status() == 200) {
                now.answered(reply.body());
                total.answered(reply.body());
            } else {
                now.failed("status " + reply.status());
                total.failed("status " + reply.status());
            }
        } catch (IOException broken) {
            String why = String.valueOf(broken.getMessage());
            now.failed(why);
            total.failed(why);
        }
    }

    /// Begins a new count and returns it; the total goes on.
    Tally count() {
        current = new Tally();
        return current;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            if (!running.await(Client.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoryException("a client did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
