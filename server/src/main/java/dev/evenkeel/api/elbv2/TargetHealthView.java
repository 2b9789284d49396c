package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.AnomalyDetection;
import dev.evenkeel.wire.elbv2.DescribeTargetHealthInput;
import dev.evenkeel.wire.elbv2.DescribeTargetHealthOutput;
import dev.evenkeel.wire.elbv2.TargetDescription;
import dev.evenkeel.wire.elbv2.TargetHealth;
import dev.evenkeel.wire.elbv2.TargetHealthDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The health of a group's targets as the API shows it.
final class TargetHealthView {
    private final World.Region region;
    private final TargetGroup group;
    private final TargetStates states;
    private final Optional<Map<TargetRef, TargetConduct.Verdict>> verdicts;

    private TargetHealthView(
            World world,
            World.Region region,
            TargetGroup group,
            Optional<Map<TargetRef, TargetConduct.Verdict>> verdicts) {
        this.region = region;
        this.group = group;
        this.states = TargetStates.of(world, region, group);
        this.verdicts = verdicts;
    }

    static DescribeTargetHealthOutput describe(
            World world, Call call, DescribeTargetHealthInput input, TargetConduct conduct) {
        World.Region region = world.in(call.scope());
        TargetGroup group = Lookup.targetGroup(region, requireNonNull(input.targetGroupArn()));
        var view = new TargetHealthView(world, region, group, verdicts(group, input, conduct));
        var shown = new ArrayList<TargetHealthDescription>();
        List<TargetDescription> named = orEmpty(input.targets());
        if (named.isEmpty()) {
            for (Target one : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
                shown.add(view.shown(one));
            }
        }
        for (TargetDescription one : named) {
            shown.add(view.shown(one));
        }
        return new DescribeTargetHealthOutput(shown);
    }

    /// Anomalies are shown if they are asked for, and only of groups that speak HTTP.
    private static Optional<Map<TargetRef, TargetConduct.Verdict>> verdicts(
            TargetGroup group, DescribeTargetHealthInput input, TargetConduct conduct) {
        return orEmpty(input.include()).isEmpty() || !group.protocol().isHttp()
                ? Optional.empty()
                : Optional.of(conduct.verdicts());
    }

    private TargetHealthDescription shown(TargetDescription named) {
        Integer given = named.port();
        int port = given == null ? group.port() : given;
        Optional<Target> target =
                region.find(
                        Target.class, Target.idIn(group.arn(), requireNonNull(named.id()), port));
        if (target.isPresent()) {
            return shown(target.get());
        }
        return TargetHealthDescription.builder()
                .target(named.toBuilder().port(port).build())
                .targetHealth(health(TargetStates.NOT_REGISTERED))
                .build();
    }

    private TargetHealthDescription shown(Target target) {
        int checkPort = group.healthCheck().port().orElse(target.port());
        return TargetHealthDescription.builder()
                .target(
                        TargetDescription.builder()
                                .id(target.targetId())
                                .port(target.port())
                                .availabilityZone(zone(group, target))
                                .build())
                .healthCheckPort(Integer.toString(checkPort))
                .targetHealth(health(states.of(target)))
                .anomalyDetection(verdicts.map(all -> anomaly(all, target)).orElse(null))
                .build();
    }

    private static AnomalyDetection anomaly(
            Map<TargetRef, TargetConduct.Verdict> verdicts, Target target) {
        var verdict = verdicts.getOrDefault(target.ref(), TargetConduct.Verdict.NORMAL);
        return new AnomalyDetection(
                verdict.anomalous() ? "anomalous" : "normal", verdict.mitigated() ? "yes" : "no");
    }

    /// Only addresses are shown with their zone; an instance has one of its own.
    private static @Nullable String zone(TargetGroup group, Target target) {
        return switch (group.targetType()) {
            case INSTANCE -> null;
            case IP -> target.zone().orElse("all");
        };
    }

    private static TargetHealth health(TargetStates.State state) {
        return new TargetHealth(
                state.name(), emptyToNull(state.reason()), emptyToNull(state.description()));
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
