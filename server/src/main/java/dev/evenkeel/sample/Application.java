package dev.evenkeel.sample;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The endpoints. Any thread may call it.
final class Application {
    private static final int MOST_MILLIS = 60_000;

    private final String instance;
    private final String zone;
    private final String address;
    private final Clock clock;
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean failing;

    Application(String instance, String zone, String address, Clock clock) {
        this.instance = instance;
        this.zone = zone;
        this.address = address;
        this.clock = clock;
    }

    /// Answers a request target such as `/burn?ms=50`, for any method.
    Reply answer(String target) {
        requests.incrementAndGet();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        int millis = millis(query < 0 ? "" : target.substring(query + 1));
        if (millis < 0) {
            return new Reply(400, "{\"error\":\"ms must be from 0 to 60000\"}");
        }
        return switch (path) {
            case "/health" -> health();
            case "/burn" -> burn(millis);
            case "/sleep" -> sleep(millis);
            case "/fail" -> fail(true);
            case "/recover" -> fail(false);
            case "/die" -> die();
            case "/" -> whoAmI();
            default -> new Reply(404, "{\"error\":\"no such page\"}");
        };
    }

    private Reply whoAmI() {
        var text = new StringBuilder(128);
        text.append("{\"instance\":\"").append(instance);
        text.append("\",\"zone\":\"").append(zone);
        text.append("\",\"address\":\"").append(address);
        text.append("\",\"requests\":").append(requests.get()).append('}');
        return new Reply(200, text.toString());
    }

    private Reply health() {
        return failing
                ? new Reply(503, "{\"healthy\":false}")
                : new Reply(200, "{\"healthy\":true}");
    }

    private Reply fail(boolean next) {
        failing = next;
        return new Reply(200, next ? "{\"failing\":true}" : "{\"failing\":false}");
    }

    /// Keeps a processor busy.
    private Reply burn(int millis) {
        long end = clock.nanoTime() + millis * 1_000_000L;
        long steps = 0;
        while (clock.nanoTime() - end < 0) {
            steps++;
        }
        var text = new StringBuilder("{\"steps\":");
        text.append(steps).append('}');
        return new Reply(200, text.toString());
    }

    private static Reply sleep(int millis) {
        Pause.system().of(Duration.ofMillis(millis));
        return new Reply(200, "{\"slept\":true}");
    }

    private static Reply die() {
        Runtime.getRuntime().halt(1);
        return new Reply(503, "{\"dead\":true}");
    }

    /// The number behind `ms=`, 0 if there is none, -1 if it is none that may be used.
    private static int millis(String query) {
        if (!query.startsWith("ms=")) {
            return 0;
        }
        try {
            int millis = Integer.parseInt(query.substring(3));
            return millis <= MOST_MILLIS ? millis : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
