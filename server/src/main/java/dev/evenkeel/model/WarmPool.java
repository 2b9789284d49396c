package dev.evenkeel.model;

import java.util.Optional;

/// Instances of a group that are prepared ahead of being wanted.
///
/// The pool is as large as the group is short of `maxPrepared` (its maximum size, if empty), at
/// least `minSize`. `deleting`: it empties and goes.
public record WarmPool(
        Scope scope,
        String group,
        int minSize,
        Optional<Integer> maxPrepared,
        State state,
        boolean reusesOnScaleIn,
        boolean deleting)
        implements Resource {
    /// In which state prepared instances wait.
    public enum State {
        STOPPED("Stopped"),
        RUNNING("Running"),
        HIBERNATED("Hibernated");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @Override
    public String id() {
        return group;
    }

    /// How many are to wait beside a group of this capacity.
    public int size(AutoScalingGroup.Capacity capacity) {
        int prepared = maxPrepared.orElse(capacity.max());
        return deleting ? 0 : Math.max(minSize, prepared - capacity.desired());
    }

    public WarmPool inDeletion() {
        return new WarmPool(scope, group, minSize, maxPrepared, state, reusesOnScaleIn, true);
    }
}
