package dev.evenkeel.decide.scaling;

import java.util.OptionalDouble;

/// What sets a policy off: `words` tell it in the activity's cause, up to the new capacity. Step
/// scaling and target tracking look at the metric; step scaling also at the threshold it crossed.
public record Trigger(
        String words, OptionalDouble metric, double threshold, boolean honorsCooldown) {
    /// An alarm that is in a state the policy acts on.
    public static Trigger alarm(
            String alarm, String state, String policy, OptionalDouble metric, double threshold) {
        String words = "a monitor alarm " + alarm + " in state " + state + " triggered policy ";
        return new Trigger(words + policy, metric, threshold, true);
    }

    /// `ExecutePolicy`. Without a metric the threshold has no meaning.
    public static Trigger request(
            String policy, OptionalDouble metric, double threshold, boolean honorsCooldown) {
        return new Trigger(
                "a user request executed policy " + policy, metric, threshold, honorsCooldown);
    }
}
