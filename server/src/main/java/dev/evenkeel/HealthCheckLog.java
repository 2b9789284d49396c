package dev.evenkeel;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.World;
import dev.evenkeel.probe.Prober;
import dev.evenkeel.proxy.log.HealthCheckLine;
import dev.evenkeel.proxy.log.LogSpool;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.log.LogTime;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.proxy.route.Logging;
import dev.evenkeel.sys.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Writes a line for each health check of a load balancer that logs them
/// (`health_check_logs.s3.*`), in the log of the node that made it.
///
/// Checks are told on the prober's event loop; [#use] may come from any thread.
final class HealthCheckLog implements Prober.Journal, AutoCloseable {
    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final Clock clock;
    private final LogSpool spool;
    private final LogTime time;
    private volatile Map<NodeRef, LogStream> streams = Map.of();
    private long flushedAt;

    HealthCheckLog(Clock clock, LogWriter writer) {
        this.clock = clock;
        this.spool = new LogSpool(writer);
        this.time = new LogTime(clock);
        this.flushedAt = clock.nanoTime();
    }

    /// Logs what `world` says from now on.
    void use(World world) {
        var next = new HashMap<NodeRef, LogStream>();
        for (World.Region region : world.regions()) {
            for (LoadBalancer balancer : region.all(LoadBalancer.class)) {
                for (LoadBalancerNode node : balancer.nodes()) {
                    stream(balancer, node)
                            .ifPresent(stream -> next.put(NodeRef.of(balancer, node), stream));
                }
            }
        }
        streams = Map.copyOf(next);
    }

    private static Optional<LogStream> stream(LoadBalancer balancer, LoadBalancerNode node) {
        return Logging.stream(balancer, node.address(), LogStream.Kind.HEALTH_CHECK);
    }

    @Override
    public void checked(Prober.Checked check) {
        LogStream stream = streams.get(check.node());
        if (stream != null) {
            long now = clock.nanoTime();
            LogSpool.Buffer buffer = spool.buffer(stream);
            line(check).write(time, now, buffer.line());
            buffer.end();
            if (now - flushedAt > FLUSH_NANOS) {
                flushedAt = now;
                spool.flush();
            }
        }
    }

    private static HealthCheckLine line(Prober.Checked check) {
        String name = new Arn(check.target().group()).tail().split("/")[0];
        return new HealthCheckLine(
                check.kind(),
                check.nanos(),
                check.authority(),
                name,
                HealthCheckLine.Outcome.of(check.result()),
                check.code());
    }

    /// The prober ended: what it told last goes to the writer.
    @Override
    public void close() {
        spool.flush();
    }
}
