package dev.evenkeel.decide.message;

import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.InstanceRefresh.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told of an instance refresh: how it goes on, and its checkpoints.
final class RefreshMessages {
    private static final String TYPE = "EC2 Auto Scaling Instance Refresh ";

    private RefreshMessages() {}

    static List<Told> of(Sight sight, InstanceRefresh refresh) {
        Optional<InstanceRefresh> before =
                sight.before(InstanceRefresh.class, refresh.scope(), refresh.id());
        List<Told> told = new ArrayList<>();
        int passed = refresh.progress().checkpointsPassed();
        if (before.filter(b -> b.progress().checkpointsPassed() < passed).isPresent()) {
            told.add(checkpoint(sight, refresh, passed));
        }
        if (before.filter(b -> b.status() == refresh.status()).isEmpty()) {
            word(refresh.status())
                    .ifPresent(word -> told.add(event(sight, refresh, word, detail(refresh))));
        }
        return told;
    }

    /// What a refresh that enters a state is told to be; nothing of states that only prepare.
    private static Optional<String> word(Status status) {
        return switch (status) {
            case IN_PROGRESS -> Optional.of("Started");
            case SUCCESSFUL -> Optional.of("Succeeded");
            case FAILED -> Optional.of("Failed");
            case CANCELLED -> Optional.of("Cancelled");
            case ROLLBACK_IN_PROGRESS -> Optional.of("Rollback Started");
            case ROLLBACK_SUCCESSFUL -> Optional.of("Rollback Succeeded");
            case ROLLBACK_FAILED -> Optional.of("Rollback Failed");
            case PENDING, BAKING, CANCELLING -> Optional.empty();
        };
    }

    private static JsonObject detail(InstanceRefresh refresh) {
        return new JsonObject()
                .text("InstanceRefreshId", refresh.refreshId())
                .text("AutoScalingGroupName", refresh.group());
    }

    private static Told checkpoint(Sight sight, InstanceRefresh refresh, int passed) {
        InstanceRefresh.Preferences told = refresh.preferences();
        return event(
                sight,
                refresh,
                "Checkpoint Reached",
                detail(refresh)
                        .text("CheckpointPercentage", "" + told.checkpoints().get(passed - 1))
                        .text("CheckpointDelay", "" + told.checkpointDelay().toSeconds()));
    }

    private static Told event(
            Sight sight, InstanceRefresh refresh, String word, JsonObject detail) {
        return new Told.Event(
                refresh.scope(),
                refresh.refreshId() + word,
                ActivityMessages.SOURCE,
                TYPE + word,
                sight.group(refresh.scope(), refresh.group()).stream()
                        .map(group -> group.arn().value())
                        .toList(),
                detail.done());
    }
}
