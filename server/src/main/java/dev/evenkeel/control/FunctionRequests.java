package dev.evenkeel.control;

import dev.evenkeel.decide.group.Advice;
import dev.evenkeel.decide.group.TerminationQuestion;
import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.function.Functions;
import dev.evenkeel.function.Functions.Reply;
import dev.evenkeel.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/// Asks groups' functions who is ready to go, and asks again after a pause as long as there is
/// something to ask.
///
/// At most one question of a group and cause is on its way. An answer is there for the next round
/// only; one that comes late or twice is dropped. Nothing is remembered over a crash: the question
/// comes up again. Runs on the control thread; answers are posted to it.
final class FunctionRequests {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(FunctionRequests.class.getName());

    private final Functions functions;
    private final Executor loop;
    private final Runnable wake;
    private final Limits limits;
    private final Map<Topic, Request> open = new HashMap<>();
    private final Map<Key, List<Advice>> answers = new HashMap<>();
    private long serial;

    FunctionRequests(Functions functions, Executor loop, Runnable wake, Limits limits) {
        this.functions = functions;
        this.loop = loop;
        this.wake = wake;
        this.limits = limits;
    }

    private record Topic(Key group, Cause cause) {
        static Topic of(TerminationQuestion question) {
            return new Topic(question.group().key(), question.cause());
        }
    }

    /// A question on its way, or answered and not to be asked again before `retryAt`.
    private record Request(long serial, Instant retryAt, boolean awaited) {}

    /// The groups for which something came.
    Set<Key> waiting() {
        return Set.copyOf(answers.keySet());
    }

    /// What came for a group since the last round, once.
    List<Advice> take(Key group, Instant now) {
        List<Advice> taken = answers.getOrDefault(group, List.of());
        answers.remove(group);
        for (Advice advice : taken) {
            open.put(Topic.of(advice.question()), new Request(serial++, now.plus(PAUSE), false));
        }
        return taken;
    }

    /// What a group has to ask after it has seen the answers it `took`: an answer that was of use
    /// needs no pause before the next question.
    void settle(List<Advice> took, List<TerminationQuestion> questions, Instant now) {
        List<Topic> asked = questions.stream().map(Topic::of).toList();
        took.stream()
                .map(advice -> Topic.of(advice.question()))
                .filter(topic -> !asked.contains(topic))
                .forEach(open::remove);
        questions.forEach(question -> ask(question, now));
    }

    private void ask(TerminationQuestion question, Instant now) {
        Topic topic = Topic.of(question);
        Request last = open.get(topic);
        if (last != null && now.isBefore(last.retryAt())) {
            return;
        }
        var request = new Request(serial++, now.plus(limits.requestRetry()), true);
        open.put(topic, request);
        try {
            functions.invoke(
                    question.function(),
                    question.event(),
                    reply -> post(() -> answered(question, request, reply)));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot ask " + question.function(), e);
        }
    }

    /// On a thread of the functions'. An answer that finds no room is as good as lost.
    private void post(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            // The question is asked again when its time is over.
        }
    }

    private void answered(TerminationQuestion question, Request request, Reply reply) {
        Topic topic = Topic.of(question);
        if (!request.equals(open.get(topic))) {
            return;
        }
        open.put(topic, new Request(serial++, Instant.MAX, false));
        answers.computeIfAbsent(topic.group(), _ -> new ArrayList<>())
                .add(
                        switch (reply) {
                            case Reply.Answered(String payload) -> Advice.read(question, payload);
                            case Reply.Failed(String why) -> new Advice.Failed(question, why);
                        });
        wake.run();
    }

    /// The questions that still await their answer, in words.
    List<String> underWay() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().awaited())
                .map(entry -> "the answer of the function of group " + entry.getKey().group().id())
                .sorted()
                .toList();
    }

    /// Forgets what was asked for groups that are there no longer, and what was asked so long ago
    /// that it would be asked again.
    void keepOnly(Predicate<Key> isThere, Instant now) {
        open.entrySet()
                .removeIf(entry ->
                        !isThere.test(entry.getKey().group())
                                || !now.isBefore(entry.getValue().retryAt()));
        answers.keySet().removeIf(isThere.negate());
    }
}
