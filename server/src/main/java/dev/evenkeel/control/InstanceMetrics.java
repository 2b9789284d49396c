package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns what the machine shows of instances into their `AWS/EC2` metrics, alone and by Auto
/// Scaling group.
///
/// `CPUUtilization` is in percent of one core. What was used between two readings is recorded for
/// the middle of the time between them, so that it counts for the period it mostly falls into. Runs
/// on the control thread.
public final class InstanceMetrics {
    private static final String NAMESPACE = "AWS/EC2";
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private record Reading(Instant at, Seen seen) {}

    private final MetricWriter writer;
    private final Map<InstanceId, Reading> last = new HashMap<>();
    private final Map<InstanceId, Double> cpuShare = new HashMap<>();

    public InstanceMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// Records what every running instance used since the listing before.
    public void observe(World world, Listing listing) {
        observe(world, listing, Duration.ZERO);
    }

    /// The same, recorded by a clock that is `ahead` of the machine's, by which listings are dated.
    public void observe(World world, Listing listing, Duration ahead) {
        cpuShare.keySet().retainAll(listing.instances().keySet());
        last.keySet().retainAll(listing.instances().keySet());
        for (World.Region region : world.regions()) {
            for (Instance instance : region.all(Instance.class)) {
                Seen seen = listing.instances().get(instance.instanceId());
                if (seen != null && seen.running()) {
                    observe(instance, new Reading(listing.asOf(), seen), ahead);
                }
            }
        }
    }

    /// Records for `at` that every instance uses the processor as it did when it was last looked
    /// at: for times that pass too fast to look again.
    public void repeat(World world, Instant at) {
        for (World.Region region : world.regions()) {
            for (Instance instance : region.all(Instance.class)) {
                Double share = cpuShare.get(instance.instanceId());
                if (share != null && instance.state() == Instance.State.RUNNING) {
                    record(instance, at, "CPUUtilization", share, "Percent");
                }
            }
        }
    }

    private void observe(Instance instance, Reading now, Duration ahead) {
        Reading before = last.get(instance.instanceId());
        if (before == null || now.seen().cpuNanos() < before.seen().cpuNanos()) {
            last.put(instance.instanceId(), now);
            return;
        }
        Duration between = Duration.between(before.at(), now.at());
        if (between.compareTo(SHORTEST) < 0) {
            return;
        }
        last.put(instance.instanceId(), now);
        Instant middle = before.at().plus(between.dividedBy(2)).plus(ahead);
        double cpu = now.seen().cpuNanos() - before.seen().cpuNanos();
        double share = 100 * cpu / between.toNanos();
        cpuShare.put(instance.instanceId(), share);
        record(instance, middle, "CPUUtilization", share, "Percent");
        double in = now.seen().networkInBytes() - before.seen().networkInBytes();
        double out = now.seen().networkOutBytes() - before.seen().networkOutBytes();
        record(instance, middle, "NetworkIn", in, "Bytes");
        record(instance, middle, "NetworkOut", out, "Bytes");
    }

    private void record(Instance instance, Instant at, String name, double value, String unit) {
        Datapoint point = Datapoint.of(at, Math.max(0, value));
        for (Map<String, String> dimensions : dimensions(instance)) {
            writer.record(instance.scope(), MetricId.of(NAMESPACE, name, dimensions), point, unit);
        }
    }

    /// A member of a group counts for the group once it is in service.
    private static List<Map<String, String>> dimensions(Instance instance) {
        Map<String, String> alone = Map.of("InstanceId", instance.id());
        return instance.membership()
                .filter(m -> m.lifecycle() == GroupMembership.Lifecycle.IN_SERVICE)
                .map(m -> List.of(alone, Map.of("AutoScalingGroupName", m.group())))
                .orElse(List.of(alone));
    }
}
