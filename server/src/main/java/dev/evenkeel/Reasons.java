package dev.evenkeel;

import dev.evenkeel.api.http.Explainer;
import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.decide.alarm.Observed;
import dev.evenkeel.explain.ActivityExplanation;
import dev.evenkeel.explain.AlarmExplanation;
import dev.evenkeel.explain.CompositeExplanation;
import dev.evenkeel.explain.Explanation;
import dev.evenkeel.explain.RouteExplanation;
import dev.evenkeel.explain.RouteQuestion;
import dev.evenkeel.explain.TerminationExplanation;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.sys.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The API's way to the reasons of what was decided.
record Reasons(
        Supplier<World> world,
        Supplier<RouteTable> routes,
        Function<Alarm, Observed> datapoints,
        Clock clock)
        implements Explainer {
    @Override
    public Optional<Explained> explain(Scope scope, Subject subject) {
        return explanation(world.get(), scope, subject)
                .map(found -> new Explained(found.facts(), found.lines()));
    }

    private Optional<Explanation> explanation(World now, Scope scope, Subject subject) {
        return switch (subject) {
            case Subject.Activity(String id) ->
                    now.in(scope)
                            .find(Activity.class, id)
                            .map(found -> ActivityExplanation.of(now, found));
            case Subject.Alarm(String name) ->
                    CompositeEvaluator.find(now.in(scope), name).map(found -> alarm(now, found));
            case Subject.Termination(String group) ->
                    now.in(scope)
                            .find(AutoScalingGroup.class, group)
                            .map(found -> TerminationExplanation.of(now, found, clock.now()));
            case Subject.Route route ->
                    Optional.of(RouteExplanation.of(question(route), routes.get(), now));
        };
    }

    private Explanation alarm(World now, AnyAlarm alarm) {
        return switch (alarm) {
            case Alarm metric ->
                    AlarmExplanation.of(now, metric, datapoints.apply(metric), clock.now());
            case CompositeAlarm composite ->
                    CompositeExplanation.of(now.in(composite.scope()), composite, clock.now());
        };
    }

    private static RouteQuestion question(Subject.Route route) {
        return new RouteQuestion(
                route.method(),
                route.host(),
                route.port(),
                route.target(),
                route.headers().stream()
                        .map(each -> new RouteQuestion.Field(each.getKey(), each.getValue()))
                        .toList(),
                route.client());
    }
}
