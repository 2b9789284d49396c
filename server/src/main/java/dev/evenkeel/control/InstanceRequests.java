package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.compute.InstanceDriver.Order;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Asks the driver, and asks again when an answer is lost or a refusal may pass.
///
/// At most one request for an instance is on its way. Answers are kept for the next round; one that
/// comes late or twice is dropped. Runs on the control thread; answers are posted to it.
final class InstanceRequests {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(InstanceRequests.class.getName());

    private final InstanceDriver driver;
    private final Executor loop;
    private final Runnable wake;
    private final Limits limits;
    private final Map<InstanceId, Request> open = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private long serial;

    InstanceRequests(InstanceDriver driver, Executor loop, Runnable wake, Limits limits) {
        this.driver = driver;
        this.loop = loop;
        this.wake = wake;
        this.limits = limits;
    }

    /// What the driver can be asked to do with an instance.
    enum Verb {
        LAUNCH,
        START,
        STOP,
        HIBERNATE,
        TERMINATE
    }

    /// A request on its way, or refused and waiting for its next attempt at `retryAt`. `awaited`
    /// until its answer was taken.
    private record Request(long serial, Verb verb, int attempt, Instant retryAt, boolean awaited) {}

    /// How a request ended for good, or at its nth attempt.
    record Answer(InstanceId instance, Verb verb, int attempt, Outcome outcome) {}

    /// Sends the request unless it was sent and may still be answered.
    void ask(Verb verb, Instance instance, Instant now) {
        switch (verb) {
            case LAUNCH ->
                    ask(verb, instance.instanceId(), now, r -> driver.launch(order(instance), r));
            case START ->
                    ask(
                            verb,
                            instance.instanceId(),
                            now,
                            r -> driver.start(instance.instanceId(), r));
            case STOP ->
                    ask(
                            verb,
                            instance.instanceId(),
                            now,
                            r -> driver.stop(instance.instanceId(), r));
            case HIBERNATE ->
                    ask(
                            verb,
                            instance.instanceId(),
                            now,
                            r -> driver.hibernate(instance.instanceId(), r));
            case TERMINATE -> terminate(instance.instanceId(), now);
        }
    }

    /// Ends an instance, also one we know nothing of.
    void terminate(InstanceId id, Instant now) {
        ask(Verb.TERMINATE, id, now, answer -> driver.terminate(id, answer));
    }

    private void ask(Verb verb, InstanceId id, Instant now, Consumer<Consumer<Outcome>> send) {
        Optional<Request> last =
                Optional.ofNullable(open.get(id)).filter(r -> isSameStep(r.verb(), verb));
        if (last.filter(r -> now.isBefore(r.retryAt())).isPresent()) {
            return;
        }
        int attempt = last.map(Request::attempt).orElse(0) + 1;
        var request = new Request(serial++, verb, attempt, now.plus(limits.requestRetry()), true);
        open.put(id, request);
        try {
            send.accept(outcome -> post(id, request, outcome));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the driver failed at " + verb + " of " + id, e);
        }
    }

    /// A starting instance may be listed before it runs: then it must not be started once more.
    private static boolean isSameStep(Verb one, Verb other) {
        return one == other
                || (one == Verb.LAUNCH && other == Verb.START)
                || (one == Verb.START && other == Verb.LAUNCH);
    }

    /// On a thread of the driver. An answer that finds no room is as good as lost.
    private void post(InstanceId id, Request request, Outcome outcome) {
        try {
            loop.execute(() -> answered(id, request, outcome));
        } catch (RejectedExecutionException _) {
            // The request is repeated, and the next listing shows the result.
        }
    }

    private void answered(InstanceId id, Request request, Outcome outcome) {
        if (!request.equals(open.get(id))) {
            return;
        }
        answers.add(new Answer(id, request.verb(), request.attempt(), outcome));
        switch (outcome) {
            case Outcome.Done() -> open.remove(id);
            case Outcome.Refused _ -> {}
        }
        wake.run();
    }

    /// The answers since the last round. A refused request is repeated after a growing pause.
    List<Answer> takeAnswers(Instant now) {
        List<Answer> taken = List.copyOf(answers);
        answers.clear();
        for (Answer answer : taken) {
            open.computeIfPresent(
                    answer.instance(),
                    (_, request) ->
                            new Request(
                                    serial++,
                                    request.verb(),
                                    request.attempt(),
                                    now.plus(pause(request.attempt())),
                                    false));
        }
        return taken;
    }

    private static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /// The requests that still await their answer, in words.
    List<String> underWay() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().awaited())
                .map(entry -> words(entry.getValue().verb()) + " of " + entry.getKey().value())
                .sorted()
                .toList();
    }

    private static String words(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    /// Forgets the instances that nothing more is to be asked about.
    void keepOnly(Predicate<InstanceId> isConcerned) {
        open.keySet().removeIf(isConcerned.negate());
    }

    private static Order order(Instance instance) {
        return new Order(
                instance.instanceId(),
                instance.scope(),
                instance.placement(),
                instance.settings(),
                instance.tags(),
                instance.membership().map(GroupMembership::group),
                instance.launchedAt());
    }
}
