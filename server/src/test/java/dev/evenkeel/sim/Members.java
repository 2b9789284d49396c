package dev.evenkeel.sim;

import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Members of the group `web`, made by hand for tests that look at one decision.
public final class Members {
    private static final AtomicLong SERIAL = new AtomicLong();

    private Members() {}

    public static List<Instance> inService(int count, Instant since) {
        var members = new ArrayList<Instance>();
        for (int i = 0; i < count; i++) {
            String zone = Fleet.ZONES.get(i % Fleet.ZONES.size());
            members.add(in(zone, Lifecycle.IN_SERVICE, since));
        }
        return members;
    }

    public static Instance pending(Instant since) {
        return in(Fleet.ZONES.getFirst(), Lifecycle.PENDING, since);
    }

    /// The member as one with other settings, that is so many units of capacity.
    public static Instance with(Instance member, InstanceSettings settings, int weight) {
        return new Instance(
                member.instanceId(),
                member.scope(),
                member.reservationId(),
                member.placement(),
                settings,
                member.launchedAt(),
                member.state(),
                member.stateReason(),
                member.endedAt(),
                member.membership().map(m -> m.withWeight(weight)),
                member.tags());
    }

    /// A member that entered `lifecycle` at `since`, and was launched then.
    public static Instance in(String zone, Lifecycle lifecycle, Instant since) {
        String hex = String.format("%016x", SERIAL.incrementAndGet());
        var membership =
                new GroupMembership(
                        "web",
                        lifecycle,
                        since,
                        Optional.of(new LaunchSource.Template("lt-1", "web", "1")),
                        lifecycle == Lifecycle.PENDING ? Optional.empty() : Optional.of(since),
                        "",
                        false,
                        "launch-" + hex,
                        1);
        return new Instance(
                new InstanceId("i-0" + hex),
                Fleet.SCOPE,
                "r-0" + hex,
                new Instance.Placement(zone, "subnet-" + zone, "127.31.9.9", "eni-0" + hex),
                InstanceSettings.EMPTY,
                since,
                lifecycle == Lifecycle.PENDING ? Instance.State.PENDING : Instance.State.RUNNING,
                "",
                Optional.empty(),
                Optional.of(membership),
                Tags.NONE);
    }
}
