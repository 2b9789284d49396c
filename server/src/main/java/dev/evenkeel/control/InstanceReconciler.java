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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the machine's instances those of the world: asks the driver for what is missing, believes
/// its listings, and ends whatever nobody asked for.
final class InstanceReconciler implements Reconciler {
    private static final String NEVER_RAN =
            "Server.InternalError: The instance did not start in time";

    private static final List<String> UNSETTLED =
            Stream.of(State.PENDING, State.STOPPING, State.SHUTTING_DOWN, State.STOPPED)
                    .map(Instance::in)
                    .toList();

    private final Listings listings;
    private final InstanceRequests requests;
    private final Clock machine;
    private final Limits limits;

    /// When we last learnt an instance's state; a listing older than that is no news, and once one
    /// is younger this is forgotten. By the machine's clock, as listings are.
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
        for (Answer answer : requests.takeAnswers(draft.now())) {
            find(draft.world(), answer.instance())
                    .ifPresent(instance -> take(draft, answer, instance));
        }
        listings.takeNew().ifPresent(listing -> correct(draft, listing));
        listings.latest().ifPresent(listing -> ask(draft, listing));
    }

    private static Optional<Instance> find(World world, InstanceId id) {
        return world.regions().stream()
                .flatMap(region -> region.find(Instance.class, id.value()).stream())
                .findFirst();
    }

    private void take(Draft draft, Answer answer, Instance instance) {
        Instance next = after(answer, instance, draft.now());
        if (!next.equals(instance)) {
            learn(draft, next);
        }
    }

    private void learn(Draft draft, Instance next) {
        draft.put(next);
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

    private void correct(Draft draft, Listing listing) {
        int ours = 0;
        for (World.Region region : draft.world().regions()) {
            for (Instance believed : region.all(Instance.class)) {
                ours += isThere(draft, listing, believed) ? 1 : 0;
            }
        }
        if (ours < listing.instances().size()) {
            endStrangers(draft, listing);
        }
        learntAt.values().removeIf(listing.asOf()::isAfter);
        requests.keepOnly(
                id -> listing.instances().containsKey(id) || find(draft.world(), id).isPresent());
    }

    /// Believes what was listed of an instance, and answers whether that is one of ours that lives.
    private boolean isThere(Draft draft, Listing listing, Instance believed) {
        if (!isNews(listing, believed.instanceId())) {
            return false;
        }
        Sighting seen = sighting(listing, believed.instanceId());
        Instance next = Census.correct(believed, seen, draft.now());
        if (!next.equals(believed)) {
            learn(draft, next);
        }
        return seen != Sighting.ABSENT && next.state() != State.TERMINATED;
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
    private void ask(Draft draft, Listing listing) {
        for (World.Region region : draft.world().regions()) {
            UNSETTLED.stream()
                    .flatMap(name -> region.by(Instance.class, name).stream())
                    .sorted(Comparator.comparing(Instance::instanceId))
                    .forEach(instance -> ask(draft, listing, instance));
        }
    }

    private void ask(Draft draft, Listing listing, Instance instance) {
        switch (instance.state()) {
            case PENDING -> bringUp(draft, instance, sighting(listing, instance.instanceId()));
            case STOPPING -> requests.ask(stop(instance), instance, draft.now());
            case SHUTTING_DOWN -> requests.ask(Verb.TERMINATE, instance, draft.now());
            case STOPPED -> keepStopped(draft, listing, instance);
            case RUNNING, TERMINATED -> {}
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

    private void keepStopped(Draft draft, Listing listing, Instance instance) {
        InstanceId id = instance.instanceId();
        if (sighting(listing, id) == Sighting.RUNNING && isNews(listing, id)) {
            requests.ask(stop(instance), instance, draft.now());
        }
    }

    /// What runs and is nobody's is ended.
    private void endStrangers(Draft draft, Listing listing) {
        for (InstanceId id : listing.instances().keySet()) {
            boolean isOurs =
                    find(draft.world(), id)
                            .filter(instance -> instance.state() != State.TERMINATED)
                            .isPresent();
            if (!isOurs && isNews(listing, id)) {
                requests.terminate(id, draft.now());
            }
        }
    }
}
