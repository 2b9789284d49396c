package dev.evenkeel.story;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Handler;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.ShapeText;
import dev.evenkeel.api.autoscaling.AutoScaling;
import dev.evenkeel.api.cloudwatch.CloudWatch;
import dev.evenkeel.api.zonalshift.ZonalShifts;
import dev.evenkeel.control.Command;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.ZonalShift;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import dev.evenkeel.sim.SimulatedFunctions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// Plays one story on a plant of its own, where nothing fails and nothing takes time unless the
/// story says so.
///
/// A line is a request (`EnterStandby AutoScalingGroupName=web InstanceIds.1=i2 ...`), an event
/// (see [Events]), `after 90s`, `until 00:10:00`, `answer PATH` to see a part of the last answer,
/// `shift a 1h` away from a zone, or `show` with what to see of the group (see [Sights]). Instances
/// are called `i1`, `i2`, ... in the order of their launch. Answers that are refused, and what is
/// asked to be seen, are the story's outcome.
public final class Story {
    private static final Pattern WORD = Pattern.compile("(\\S+?)=('[^']*'|\\S*)");

    private final Plant plant = new Plant(1, Fleet.SITE);
    private final Names names = new Names(plant);
    private final Events events = new Events(plant, names);
    private final Sights sights = new Sights(plant, names);
    private final List<Operations> services =
            List.of(
                    AutoScaling.operations(plant.metrics()),
                    ZonalShifts.operations(),
                    CloudWatch.operations(
                            new MetricStore(Retention.CLOUDWATCH),
                            new MetricStore(Retention.CLOUDWATCH)));
    private final List<String> seen = new ArrayList<>();
    private SortedMap<String, String> answer = new TreeMap<>();

    public Story() {
        plant.machines().behave(0, Duration.ZERO);
    }

    /// What was refused and what was seen, in order.
    public List<String> play(List<String> lines) {
        for (String line : lines) {
            List<String> words = List.of(line.split("\\s+"));
            switch (words.getFirst()) {
                case "show" -> seen.addAll(sights.of(words.get(1)));
                case "answer" -> seen.add(words.get(1) + ": " + part(words.get(1)));
                case "until" -> until(words.get(1));
                case "after" -> plant.time().runFor(Duration.parse("PT" + words.get(1)));
                case "policy" -> ask(Policies.request(words));
                case "shift" ->
                        ask(
                                "StartZonalShift resourceIdentifier=ARN comment=slow awayFrom=use1-az"
                                        + (words.get(1).charAt(0) - 'a' + 1)
                                        + " expiresIn="
                                        + words.get(2));
                default -> {
                    if (Character.isUpperCase(line.charAt(0))) {
                        ask(line);
                    } else {
                        events.happen(words);
                        sights.skip(words.getFirst().equals("group"));
                    }
                }
            }
            names.learn();
        }
        return seen;
    }

    /// To a time of the first day.
    private void until(String time) {
        Instant end = Fleet.THEN.plusSeconds(LocalTime.parse(time).toSecondOfDay());
        plant.time().runFor(Duration.between(plant.time().now(), end));
    }

    private String part(String path) {
        return names.told(answer.getOrDefault(path, "none"));
    }

    private void ask(String line) {
        String name = line.split("\\s", 2)[0];
        Map<String, String> parameters = new HashMap<>();
        WORD.matcher(line)
                .results()
                .forEach(word ->
                        parameters.put(
                                word.group(1), meant(names.ids(word.group(2).replace("'", "")))));
        Handler<?, ?> handler =
                services.stream()
                        .flatMap(service -> service.find(name).stream())
                        .findFirst()
                        .orElseThrow();
        try {
            answer = ask(handler, parameters);
        } catch (ApiFault refused) {
            answer = new TreeMap<>();
            seen.add("! " + refused.code() + ": " + names.told(refused.message()));
        }
    }

    /// `ARN` is the group's, `FUNCTION` that of the function `choose`, `SHIFT` the id of its last
    /// zonal shift.
    private String meant(String word) {
        return switch (word) {
            case "ARN" -> plant.group().arn().value();
            case "SHIFT" ->
                    plant.world().in(Fleet.SCOPE).all(ZonalShift.class).stream()
                            .max(Comparator.comparing(ZonalShift::startedAt))
                            .orElseThrow()
                            .shiftId();
            default -> word.replaceFirst("^FUNCTION", SimulatedFunctions.ARN.value());
        };
    }

    private <I, O> SortedMap<String, String> ask(
            Handler<I, O> handler, Map<String, String> parameters) {
        I input = ShapeText.read(handler.operation().input().get(), parameters);
        O output =
                switch (handler) {
                    case Handler.Reading<I, O>(var _, var read) ->
                            read.answer(plant.world(), call(), input);
                    case Handler.Acting<I, O>(var _, var act) ->
                            act.perform(plant.world(), call(), input);
                    case Handler.Writing<I, O>(var _, var write) ->
                            written(
                                    plant.controller()
                                            .submit(moment -> {
                                                var decision =
                                                        write.decide(moment.world(), call(), input);
                                                return new Command.Decided<>(
                                                        decision.changes(), decision.answer());
                                            }));
                };
        return ShapeText.write(handler.operation().output().get(), output);
    }

    private <O> O written(CompletableFuture<O> answered) {
        plant.time().runFor(Duration.ofMillis(1));
        if (answered.isCompletedExceptionally()
                && answered.exceptionNow() instanceof ApiFault refused) {
            throw refused;
        }
        return answered.join();
    }

    private Call call() {
        return new Call(
                Fleet.SCOPE,
                "request",
                new Caller(Fleet.SCOPE.account(), "AKIDEXAMPLE"),
                plant.time().now(),
                plant.time().random());
    }
}
