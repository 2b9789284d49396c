package dev.evenkeel.simulate;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Handler;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.autoscaling.AutoScaling;
import dev.evenkeel.api.cloudwatch.CloudWatch;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Limits;
import dev.evenkeel.api.wire.Validation;
import dev.evenkeel.api.wire.WireProtocol;
import dev.evenkeel.control.Command;
import dev.evenkeel.control.Controller;
import dev.evenkeel.function.Functions;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.ManualTime;
import dev.evenkeel.sys.Timers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// The production control plane and API on a clock that is turned, all on the calling thread.
final class Plant {
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Operations> services;
    private final Scope scope;
    private final ManualTime time;
    private final Memory store;
    private final Machines machines;
    private final FleetMetrics metrics;
    private final Controller controller;

    /// What the past was is nobody's to remember.
    private static final ManualTime.Keeper NOBODY =
            new ManualTime.Keeper() {
                @Override
                public void note(Instant instant) {}

                @Override
                public void save(Instant instant) {}
            };

    Plant(Site site, Fleet fleet, Instant start) {
        scope = site.home();
        time = new ManualTime(start, this::soon, NOBODY);
        store = new Memory(site);
        machines = new Machines(time, time, fleet.start());
        metrics = new FleetMetrics(scope);
        services =
                List.of(
                        AutoScaling.operations(metrics),
                        CloudWatch.operations(metrics, new MetricStore(Retention.CLOUDWATCH)));
        controller =
                new Controller(
                        new Controller.Ports(
                                store,
                                machines,
                                Functions.none(),
                                metrics,
                                time,
                                time,
                                time,
                                ready::add,
                                ready::add,
                                random),
                        patient(dev.evenkeel.control.Limits.DEFAULTS, fleet.start()));
        controller.start();
    }

    /// Looks every five seconds, and waits for slow starts.
    private static dev.evenkeel.control.Limits patient(
            dev.evenkeel.control.Limits usual, Duration start) {
        return new dev.evenkeel.control.Limits(
                usual.pendingTasks(),
                usual.roundsInARow(),
                Duration.ofSeconds(5),
                usual.listingPatience(),
                usual.requestRetry().plus(start),
                usual.launchAttempts(),
                usual.launchPatience().plus(start),
                usual.terminatedKept(),
                usual.tokensKept(),
                usual.activitiesKept(),
                usual.messagesWaiting());
    }

    private Timers.Timer soon(Duration delay, Runnable task) {
        ready.add(task);
        return () -> ready.remove(task);
    }

    World.Region world() {
        return store.world().in(scope);
    }

    Scope scope() {
        return scope;
    }

    Instant now() {
        return time.now();
    }

    Machines machines() {
        return machines;
    }

    FleetMetrics metrics() {
        return metrics;
    }

    /// Everything that is due by `end` happens, in order.
    void runUntil(Instant end) {
        settle();
        for (Optional<Instant> next = time.next();
                next.isPresent() && !next.get().isAfter(end);
                next = time.next()) {
            time.moveTo(next.get());
            settle();
        }
        time.moveTo(end);
    }

    private void settle() {
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
        }
    }

    /// Nobody is told what happens here.
    void forgetMessages() {
        List<Notification> messages = List.copyOf(world().all(Notification.class));
        if (!messages.isEmpty()) {
            var _ = controller.delivered(messages);
            settle();
        }
    }

    void put(Resource... resources) {
        List<Change> changes = Arrays.stream(resources).<Change>map(Change.Put::new).toList();
        var _ = controller.submit(_ -> new Command.Decided<>(changes, "done"));
        settle();
    }

    /// What a client would have to send; a fault is told with the command's line.
    void perform(AwsCommand command) {
        Handler<?, ?> handler =
                services.stream()
                        .flatMap(service -> service.find(command.operation()).stream())
                        .findFirst()
                        .orElseThrow(() ->
                                command.line()
                                        .wrong(
                                                "a simulation knows the requests of autoscaling and"
                                                        + " cloudwatch; there is no "
                                                        + command.operation()
                                                        + " in them"));
        perform(handler, command);
    }

    private <I, O> void perform(Handler<I, O> handler, AwsCommand command) {
        var shape = handler.operation().input().get();
        SortedMap<String, String> parameters = Parameters.of(command, shape);
        try {
            I input = protocol(parameters).read(shape);
            new Validation()
                    .check(shape, input)
                    .ifPresent(fault -> {
                        throw fault;
                    });
            perform(handler, command, input);
        } catch (ApiFault refused) {
            throw command.line().wrong(refused.code() + ": " + refused.message());
        }
    }

    private WireProtocol protocol(SortedMap<String, String> parameters) {
        String query =
                parameters.entrySet().stream()
                        .map(p ->
                                p.getKey()
                                        + "="
                                        + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var request = new ApiRequest("POST", "/", query, Map.of(), Body.EMPTY);
        return new Directory(services, Limits.DEFAULT).address(request, "autoscaling").protocol();
    }

    private <I, O> void perform(Handler<I, O> handler, AwsCommand command, I input) {
        switch (handler) {
            case Handler.Reading<I, O> _, Handler.Acting<I, O> _ ->
                    throw command.line().wrong("this request changes nothing; take it out");
            case Handler.Writing<I, O>(var _, var write) -> {
                CompletableFuture<O> answer =
                        controller.submit(moment -> {
                            Decision<O> decision = write.decide(moment.world(), call(), input);
                            return new Command.Decided<>(decision.changes(), decision.answer());
                        });
                settle();
                if (answer.isCompletedExceptionally()
                        && answer.exceptionNow() instanceof ApiFault refused) {
                    throw refused;
                }
                O _ = answer.join();
            }
        }
    }

    private Call call() {
        return new Call(
                scope,
                "simulated",
                new Caller(scope.account(), Caller.ANONYMOUS),
                time.now(),
                random);
    }
}
