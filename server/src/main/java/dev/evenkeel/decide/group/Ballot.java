package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.TerminationChoice.Picked;
import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who may go as far as the group's function is concerned: everybody where there is none. As long
/// as it has not said so, nobody goes, and it is asked.
final class Ballot {
    private static final int MOST_TOLD = 8;

    private final GroupView view;
    private final Instant now;
    private final Optional<FunctionArn> function;
    private final List<TerminationQuestion> questions = new ArrayList<>();

    Ballot(GroupView view, Instant now) {
        this.view = view;
        this.now = now;
        this.function = view.group().terminationFunction();
    }

    /// What the function has to be asked before more can be done.
    List<TerminationQuestion> questions() {
        return questions;
    }

    /// As many of `candidates` as come to `units`, chosen by the other termination policies among
    /// those that are ready.
    List<Picked> pick(List<Instance> candidates, int units) {
        var choice = new TerminationChoice(view, now);
        if (function.isEmpty()) {
            return choice.pickTelling(candidates, units);
        }
        List<Picked> picked =
                advice(Cause.SCALE_IN)
                        .map(advice -> choice.among(advice).pickTelling(candidates, units))
                        .orElse(List.of());
        if (picked.isEmpty()) {
            ask(
                    Cause.SCALE_IN,
                    choice.pick(candidates, units),
                    choice.suggested(candidates, units));
        }
        return picked;
    }

    /// Whether one member may go for this reason now.
    boolean isReady(Cause cause, Instance member) {
        return function.isEmpty()
                || advice(cause)
                        .filter(a -> a.instances().contains(member.instanceId()))
                        .isPresent();
    }

    /// Why one that is ready was, for who asks later: as it was of those the function was shown.
    List<Consideration> why(Cause cause, Collection<Instance> candidates) {
        return advice(cause)
                .map(a ->
                        List.of(
                                new TerminationChoice(view, now)
                                        .among(a)
                                        .named(candidates)
                                        .shortened(MOST_TOLD)))
                .orElse(List.of());
    }

    /// Notes what is to be asked: of `suggested`, as many as `leaving` comes to.
    void ask(Cause cause, List<Instance> leaving, List<Instance> suggested) {
        if (!leaving.isEmpty()) {
            function.ifPresent(arn ->
                    questions.add(
                            new TerminationQuestion(view.group(), arn, cause, leaving, suggested)));
        }
    }

    /// What it said last, unless it was another function or has changed its mind since.
    private Optional<Advice.Ready> advice(Cause cause) {
        return view.advice().stream()
                .filter(Advice.Ready.class::isInstance)
                .map(Advice.Ready.class::cast)
                .filter(a -> a.question().cause() == cause)
                .filter(a -> function.equals(Optional.of(a.question().function())))
                .findFirst();
    }
}
