package dev.evenkeel.decide.message;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.SpotNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What EC2 tells of a Spot instance: that it is at risk, and that it is taken back in two minutes.
final class SpotMessages {
    private static final String SOURCE = "aws.ec2";

    private SpotMessages() {}

    static List<Told> of(Sight sight, SpotNotice notice) {
        Optional<SpotNotice> before = sight.before(SpotNotice.class, notice.scope(), notice.id());
        Optional<Instance> instance = sight.instance(notice.scope(), notice.id());
        List<Told> told = new ArrayList<>();
        if (before.isEmpty()) {
            instance.ifPresent(i -> told.add(recommendation(i)));
        }
        if (notice.endsAt().isPresent() && before.flatMap(SpotNotice::endsAt).isEmpty()) {
            instance.ifPresent(i -> told.add(warning(i)));
        }
        return told;
    }

    private static Told recommendation(Instance instance) {
        return new Told.Event(
                instance.scope(),
                "rebalance " + instance.id(),
                SOURCE,
                "EC2 Instance Rebalance Recommendation",
                List.of(instance.scope().arn("ec2", "instance/" + instance.id()).value()),
                new JsonObject().text("instance-id", instance.id()).done());
    }

    /// This one names the instance by an ARN of its own kind, with its zone for a region.
    private static Told warning(Instance instance) {
        return new Told.Event(
                instance.scope(),
                "interruption " + instance.id(),
                SOURCE,
                "EC2 Spot Instance Interruption Warning",
                List.of(
                        "arn:aws:ec2:"
                                + instance.placement().zone()
                                + ":instance/"
                                + instance.id()),
                new JsonObject()
                        .text("instance-id", instance.id())
                        .text("instance-action", "terminate")
                        .done());
    }
}
