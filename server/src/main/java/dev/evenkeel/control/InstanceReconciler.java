package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.control.InstanceRequests.Answer;
import dev.evenkeel.control.InstanceRequests.Verb;
import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.instance.Census;
import dev.evenkeel.decide.instance.Sighting;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the machine's instances those of the world: asks the driver for what is missing, believes
/// its listings, and ends whatever nobody asked for.
final class InstanceReconciler implements Reconciler {
    private static final String NEVER_RAN =
            "Server.InternalError: The instance did not start in time";

    private final Listings listings;
    private final InstanceRequests requests;
    private final Clock machine;
    private final Limits limits;

    /// When we last learnt an instance's state from an answer; a listing older than that is no
    /// news. By the machine's clock, as listings are.
    private final Map<InstanceId, Instant> learntAt = new HashMap<>();

    InstanceReconciler(Listings listings, InstanceRequests requests, Clock machine, Limits limits) {
        this.listings = listings;
        this.requests = requests;
        this.machine = machine;
        this.limits = limits;
    }

    @Override
    public void reconcile(Draft draft) {
        listings.refresh(machine.now());
        Map<InstanceId, Instance> known = known(draft.world());
        for (Answer answer : requests.takeAnswers(draft.now())) {
            take(draft, answer, known);
        }
        listings.takeNew().ifPresent(listing -> correct(draft, listing, known));
        listings.latest().ifPresent(listing -> ask(draft, listing, known(draft.world())));
    }

    private static Map<InstanceId, Instance> known(World world) {
        Map<InstanceId, Instance> known = new HashMap<>();
        for (World.Region region : world.regions()) {
            region.all(Instance.class).forEach(i -> known.put(i.instanceId(), i));
        }
        return known;
    }

    private void take(Draft draft, Answer answer, Map<InstanceId, Instance> known) {
        Optional.ofNullable(known.get(answer.instance()))
                .map(instance -> after(answer, instance, draft.now()))
                .filter(next -> !next.equals(known.get(answer.instance())))
                .ifPresent(next -> learn(draft, next, known));
    }

    private void learn(Draft draft, Instance next, Map<InstanceId, Instance> known) {
        draft.put(next);
        known.put(next.instanceId(), next);
        learntAt.put(next.instanceId(), machine.now());
    }

    private Instance after(Answer answer, Instance instance, Instant now) {
        return switch (answer.outcome()) {
            case Outcome.Done() -> done(answer.verb(), instance, now);
            case Outcome.Refused refused -> refused(answer, refused, instance, now);
        };
    }

    private static Instance done(Verb verb, Instance instance, Instant now) {
        return switch (verb) {
            case LAUNCH, START ->
                    instance.state() == State.PENDING
                            ? instance.withState(State.RUNNING, "")
                            : instance;
            case STOP, HIBERNATE ->
                    instance.state() == State.STOPPING
                            ? instance.withState(State.STOPPED, instance.stateReason())
                            : instance;
            case TERMINATE ->
                    instance.state() == State.SHUTTING_DOWN ? instance.terminated(now) : instance;
        };
    }

    private Instance refused(
            Answer answer, Outcome.Refused refused, Instance instance, Instant now) {
        boolean isFinal = !refused.mayRetry() || answer.attempt() >= limits.launchAttempts();
        if (!isFinal || instance.state() != State.PENDING) {
            return instance;
        }
        String why = "Server." + refused.code() + ": " + refused.message();
        return switch (answer.verb()) {
            case LAUNCH -> instance.withState(State.PENDING, why).terminated(now);
            case START -> instance.withState(State.STOPPED, why);
            case STOP, HIBERNATE, TERMINATE -> instance;
        };
    }

    private void correct(Draft draft, Listing listing, Map<InstanceId, Instance> known) {
        for (Instance believed : Map.copyOf(known).values().stream().sorted(BY_ID).toList()) {
            if (isNews(listing, believed.instanceId())) {
                Sighting seen = sighting(listing, believed.instanceId());
                Instance next = Census.correct(believed, seen, draft.now());
                if (!next.equals(believed)) {
                    learn(draft, next, known);
                }
            }
        }
        learntAt.keySet().retainAll(known.keySet());
        requests.keepOnly(id -> known.containsKey(id) || listing.instances().containsKey(id));
    }

    private boolean isNews(Listing listing, InstanceId id) {
        return listing.asOf().isAfter(learntAt.getOrDefault(id, Instant.MIN));
    }

    private static Sighting sighting(Listing listing, InstanceId id) {
        Seen seen = listing.instances().get(id);
        if (seen == null) {
            return Sighting.ABSENT;
        }
        return seen.running() ? Sighting.RUNNING : Sighting.STOPPED;
    }

    /// Nothing is asked before the first listing: what we believe may be from before a crash.
    private void ask(Draft draft, Listing listing, Map<InstanceId, Instance> known) {
        for (Instance instance : known.values().stream().sorted(BY_ID).toList()) {
            Sighting seen = sighting(listing, instance.instanceId());
            switch (instance.state()) {
                case PENDING -> bringUp(draft, instance, seen);
                case STOPPING -> requests.ask(stop(instance), instance, draft.now());
                case SHUTTING_DOWN -> requests.ask(Verb.TERMINATE, instance, draft.now());
                case STOPPED -> keepStopped(draft, listing, instance, seen);
                case RUNNING, TERMINATED -> {}
            }
        }
        for (InstanceId id : listing.instances().keySet()) {
            endStranger(listing, id, Optional.ofNullable(known.get(id)), draft.now());
        }
    }

    private void bringUp(Draft draft, Instance instance, Sighting seen) {
        if (instance.launchedAt().plus(limits.launchPatience()).isBefore(draft.now())) {
            draft.put(instance.withState(State.SHUTTING_DOWN, NEVER_RAN));
            return;
        }
        Verb verb = seen == Sighting.ABSENT ? Verb.LAUNCH : Verb.START;
        requests.ask(verb, instance, draft.now());
    }

    private static Verb stop(Instance instance) {
        return instance.isHibernating() ? Verb.HIBERNATE : Verb.STOP;
    }

    private void keepStopped(Draft draft, Listing listing, Instance instance, Sighting seen) {
        if (seen == Sighting.RUNNING && isNews(listing, instance.instanceId())) {
            requests.ask(stop(instance), instance, draft.now());
        }
    }

    private void endStranger(
            Listing listing, InstanceId id, Optional<Instance> instance, Instant now) {
        boolean isOurs = instance.filter(i -> i.state() != State.TERMINATED).isPresent();
        if (!isOurs && isNews(listing, id)) {
            requests.terminate(id, now);
        }
    }

    private static final Comparator<Instance> BY_ID = Comparator.comparing(Instance::instanceId);
}
