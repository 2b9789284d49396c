package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.DescribeTargetHealthInput;
import dev.evenkeel.wire.elbv2.DescribeTargetHealthOutput;
import dev.evenkeel.wire.elbv2.TargetDescription;
import dev.evenkeel.wire.elbv2.TargetHealth;
import dev.evenkeel.wire.elbv2.TargetHealthDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The health of a group's targets as the API shows it.
final class TargetHealthView {
    private TargetHealthView() {}

    static DescribeTargetHealthOutput describe(
            World world, Call call, DescribeTargetHealthInput input) {
        World.Region region = world.in(call.scope());
        TargetGroup group = Lookup.targetGroup(region, requireNonNull(input.targetGroupArn()));
        TargetStates states = TargetStates.of(world, region, group);
        var shown = new ArrayList<TargetHealthDescription>();
        List<TargetDescription> named = orEmpty(input.targets());
        if (named.isEmpty()) {
            for (Target one : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
                shown.add(shown(group, one, states.of(one)));
            }
        }
        for (TargetDescription one : named) {
            shown.add(shown(region, group, states, one));
        }
        return new DescribeTargetHealthOutput(shown);
    }

    private static TargetHealthDescription shown(
            World.Region region, TargetGroup group, TargetStates states, TargetDescription named) {
        Integer given = named.port();
        int port = given == null ? group.port() : given;
        Optional<Target> target =
                region.find(
                        Target.class, Target.idIn(group.arn(), requireNonNull(named.id()), port));
        if (target.isPresent()) {
            return shown(group, target.get(), states.of(target.get()));
        }
        return TargetHealthDescription.builder()
                .target(named.toBuilder().port(port).build())
                .targetHealth(health(TargetStates.NOT_REGISTERED))
                .build();
    }

    private static TargetHealthDescription shown(
            TargetGroup group, Target target, TargetStates.State state) {
        int checkPort = group.healthCheck().port().orElse(target.port());
        return TargetHealthDescription.builder()
                .target(
                        TargetDescription.builder()
                                .id(target.targetId())
                                .port(target.port())
                                .availabilityZone(zone(group, target))
                                .build())
                .healthCheckPort(Integer.toString(checkPort))
                .targetHealth(health(state))
                .build();
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
