package dev.evenkeel.decide.forecast;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Has groups ready for what is forecast: at the beginning of each hour, or by a policy's buffer
/// earlier, a group grows to what the hour takes. It never shrinks by a forecast; but as long as
/// the hour lasts, no other policy takes it below.
public final class PredictiveScaling {
    private static final String PROCESS = "ScheduledActions";

    private PredictiveScaling() {}

    public static void run(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            for (PredictiveForecast forecast : region.all(PredictiveForecast.class)) {
                active(region, forecast).ifPresent(method -> run(draft, forecast, method));
            }
        }
    }

    private static Optional<Predictive> active(World.Region region, PredictiveForecast forecast) {
        return region.find(ScalingPolicy.class, forecast.id())
                .filter(ScalingPolicy::enabled)
                .map(ScalingPolicy::method)
                .filter(method -> method instanceof Predictive predictive && predictive.scales())
                .map(Predictive.class::cast);
    }

    /// An hour that begins while scaling is suspended is left out.
    private static void run(Draft draft, PredictiveForecast forecast, Predictive method) {
        Instant hour = hour(draft.now().plus(method.buffer()));
        if (!hour.isAfter(forecast.scaledFor())) {
            return;
        }
        draft.put(forecast.scaled(hour));
        Optional<AutoScalingGroup> group =
                draft.world()
                        .in(forecast.scope())
                        .find(AutoScalingGroup.class, forecast.group())
                        .filter(PredictiveScaling::mayScale);
        Optional<Wish> wish =
                forecast.capacityAt(hour)
                        .map(Double::intValue)
                        .map(instances -> new Wish(forecast.policy(), hour, instances));
        if (group.isPresent() && wish.isPresent()) {
            Capacity to = wish.get().grown(group.get().capacity(), method);
            grow(draft, group.get(), to, wish.get());
        }
    }

    private static void grow(Draft draft, AutoScalingGroup group, Capacity to, Wish wish) {
        Capacity from = group.capacity();
        AutoScalingGroup.Edit edit = group.edit().capacity(to);
        if (to.desired() != from.desired()) {
            draft.put(edit.lastChange(wish.words(draft.now(), from, to)).done());
        } else if (!to.equals(from)) {
            draft.put(edit.done());
        }
    }

    private static boolean mayScale(AutoScalingGroup group) {
        return !group.deleting() && !group.suspendedProcesses().contains(PROCESS);
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    /// What a policy wants for an hour.
    private record Wish(String policy, Instant hour, int instances) {
        Capacity grown(Capacity from, Predictive method) {
            int max = method.maxBuffer().map(this::room).orElse(0);
            int most = Math.max(max, from.max());
            int desired = Math.max(from.desired(), Math.min(instances, most));
            return new Capacity(from.min(), desired, most);
        }

        /// The maximum that leaves a buffer above the forecast, as far as a group can grow.
        private int room(int percent) {
            long wanted = Math.ceilDiv(instances * (100L + percent), 100);
            return (int) Math.min(Capacity.MOST, wanted);
        }

        String words(Instant now, Capacity from, Capacity to) {
            return "At "
                    + now.truncatedTo(ChronoUnit.SECONDS)
                    + " a forecast of "
                    + instances
                    + " instances for "
                    + hour
                    + " triggered policy "
                    + policy
                    + raised(from.max(), to.max())
                    + " changing the desired capacity from "
                    + from.desired()
                    + " to "
                    + to.desired()
                    + ".";
        }

        private static String raised(int from, int to) {
            return from == to
                    ? ""
                    : " changing the maximum capacity from " + from + " to " + to + " and";
        }
    }

    /// What no policy takes the group below now: what its forecast wants for this hour, and for the
    /// next once it is being prepared for. Zero where none scales.
    public static int least(World world, AutoScalingGroup group, Instant now) {
        World.Region region = world.in(group.scope());
        String prefix = ScalingPolicy.prefix(group.name());
        return mayScale(group)
                ? region.withPrefix(PredictiveForecast.class, prefix).stream()
                        .mapToInt(forecast ->
                                active(region, forecast)
                                        .map(method -> least(forecast, method, now))
                                        .orElse(0))
                        .max()
                        .orElse(0)
                : 0;
    }

    private static int least(PredictiveForecast forecast, Predictive method, Instant now) {
        double current = forecast.capacityAt(hour(now)).orElse(0.0);
        double next = forecast.capacityAt(hour(now.plus(method.buffer()))).orElse(0.0);
        return (int) Math.max(current, next);
    }
}
