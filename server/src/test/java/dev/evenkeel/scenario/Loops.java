package dev.evenkeel.scenario;

import dev.evenkeel.proxy.net.Transport;
import java.util.Locale;

/// The event loops of tests: on the best transport of this machine, or on the one that
/// `-Dtest.transport` names (`epoll`, `io_uring`, `nio`).
public final class Loops {
    private Loops() {}

    public static Transport open(int count) {
        return Transport.open(kind(), count);
    }

    public static Transport.Kind kind() {
        String named = System.getProperty("test.transport", "");
        return named.isEmpty()
                ? Transport.Kind.best()
                : Transport.Kind.valueOf(named.toUpperCase(Locale.ROOT));
    }
}
