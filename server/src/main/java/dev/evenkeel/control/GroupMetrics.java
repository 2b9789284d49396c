package dev.evenkeel.control;

import dev.evenkeel.decide.group.GroupSize;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/// Records the `AWS/AutoScaling` metrics of the groups that collect them, one sample at the
/// beginning of each minute. Where no group does, there is nothing to count. Runs on the control
/// thread.
public final class GroupMetrics {
    private final MetricWriter writer;
    private Instant minute = Instant.MIN;

    public GroupMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// Records if a minute began since the last call; at the first call at once.
    public void record(World world, Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (current.equals(minute)) {
            return;
        }
        minute = current;
        for (World.Region region : world.regions()) {
            if (region.all(AutoScalingGroup.class).stream().anyMatch(GroupMetrics::collects)) {
                GroupView.all(world, region).stream()
                        .filter(view -> collects(view.group()))
                        .forEach(view -> record(view, now));
            }
        }
    }

    private static boolean collects(AutoScalingGroup group) {
        return !group.rules().metrics().isEmpty();
    }

    private void record(GroupView view, Instant now) {
        Set<String> wanted = view.group().rules().metrics();
        Map<String, String> dimensions = Map.of("AutoScalingGroupName", view.group().name());
        GroupSize.of(view)
                .forEach((metric, size) -> {
                    if (wanted.contains(metric.word())) {
                        writer.record(
                                view.group().scope(),
                                MetricId.of("AWS/AutoScaling", metric.word(), dimensions),
                                Datapoint.of(now, size),
                                "None");
                    }
                });
    }
}
