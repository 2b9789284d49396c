package dev.evenkeel;

import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a line for each health check of groups whose load balancer logs them
/// (`health_check_logs.s3.*`), in the log of its first node.
///
/// Checks are told on the prober's event loop; [#use] may come from any thread.
final class HealthCheckLog implements Prober.Journal, AutoCloseable {
    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final Clock clock;
    private final LogSpool spool;
    private final LogTime time;
    private volatile Map<String, LogStream> streams = Map.of();
    private long flushedAt;

    HealthCheckLog(Clock clock, LogWriter writer) {
        this.clock = clock;
        this.spool = new LogSpool(writer);
        this.time = new LogTime(clock);
        this.flushedAt = clock.nanoTime();
    }

    /// Logs what `world` says from now on.
    void use(World world) {
        var next = new HashMap<String, LogStream>();
        for (World.Region region : world.regions()) {
            TargetGroupUse use = TargetGroupUse.in(region);
            for (LoadBalancer balancer : region.all(LoadBalancer.class)) {
                stream(balancer)
                        .ifPresent(stream ->
                                use.groupsOf(balancer.arn())
                                        .forEach(group -> next.put(group.value(), stream)));
            }
        }
        streams = Map.copyOf(next);
    }

    private static Optional<LogStream> stream(LoadBalancer balancer) {
        List<LoadBalancerNode> nodes = balancer.nodes();
        return nodes.isEmpty()
                ? Optional.empty()
                : Logging.stream(balancer, nodes.getFirst().address(), LogStream.Kind.HEALTH_CHECK);
    }

    @Override
    public void checked(Prober.Checked check) {
        LogStream stream = streams.get(check.target().group());
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
