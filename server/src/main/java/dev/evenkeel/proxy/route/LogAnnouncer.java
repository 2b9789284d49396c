package dev.evenkeel.proxy.route;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.log.LogWriter;
import java.util.HashSet;
import java.util.Set;

/// Notices which logs are switched on, and has a test file written to where each will be.
///
/// Told of one world after the other, by one thread at a time. The first one says what was on
/// before the server began: whatever file lacks is made then.
public final class LogAnnouncer {
    private final LogWriter writer;
    private Set<LogStream> on = Set.of();

    public LogAnnouncer(LogWriter writer) {
        this.writer = writer;
    }

    public void use(World world) {
        var next = new HashSet<LogStream>();
        for (World.Region region : world.regions()) {
            for (LoadBalancer balancer : region.all(LoadBalancer.class)) {
                for (LogStream.Kind kind : LogStream.Kind.values()) {
                    Logging.stream(balancer, "", kind).ifPresent(next::add);
                }
            }
        }
        for (LogStream stream : next) {
            if (!on.contains(stream)) {
                writer.announce(stream);
            }
        }
        on = next;
    }
}
