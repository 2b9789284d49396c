package dev.evenkeel.model;

import java.util.List;

/// A rule of an Application Load Balancer's listener. Lower priorities are tried first; the
/// listener's own actions come last.
public record ListenerRule(
        Arn arn,
        Scope scope,
        Arn listener,
        int priority,
        List<Condition> conditions,
        List<Action> actions,
        List<Transform> transforms,
        Tags tags)
        implements Resource {
    public ListenerRule {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        transforms = List.copyOf(transforms);
    }

    @Override
    public String id() {
        return arn.value();
    }

    /// By the ARNs of the target groups it forwards to.
    @Override
    public List<String> foundBy() {
        return Action.targetGroups(actions);
    }

    public ListenerRule withPriority(int next) {
        return new ListenerRule(arn, scope, listener, next, conditions, actions, transforms, tags);
    }

    public ListenerRule deciding(
            List<Condition> nextConditions, List<Action> nextActions, List<Transform> next) {
        return new ListenerRule(
                arn, scope, listener, priority, nextConditions, nextActions, next, tags);
    }

    public ListenerRule withTags(Tags next) {
        return new ListenerRule(
                arn, scope, listener, priority, conditions, actions, transforms, next);
    }
}
