package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.ResourceIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tells of a function that gave no answer, in an activity that failed: else nobody would know why
/// the group stays as large as it is. The same failure is told once in a while only.
final class FailedFunction {
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private FailedFunction() {}

    static void tell(Draft draft, GroupView view) {
        for (Advice advice : view.advice()) {
            switch (advice) {
                case Advice.Ready _ -> {}
                case Advice.Failed(TerminationQuestion question, String why) ->
                        tell(draft, view.group(), told(question), "The function failed: " + why);
            }
        }
    }

    private static String told(TerminationQuestion question) {
        return "Could not terminate instances because the custom termination policy "
                + question.function()
                + " gave no answer.";
    }

    private static void tell(
            Draft draft, AutoScalingGroup group, String description, String message) {
        Instant now = draft.now();
        boolean isTold =
                draft.world().in(group.scope()).by(Activity.class, group.name()).stream()
                        .filter(a -> a.startedAt().plus(SILENCE).isAfter(now))
                        .anyMatch(a -> a.statusMessage().equals(message));
        if (!isTold) {
            draft.put(
                    new Activity(
                            group.scope(),
                            ResourceIds.uuid(draft.random()).toString(),
                            group.name(),
                            description,
                            group.lastChange(),
                            now,
                            Optional.of(now),
                            Activity.Status.FAILED,
                            message,
                            100,
                            "{}"));
        }
    }
}
