package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedTime;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What an answer means depends on what has become of its instance since the request.
class InstanceReconcilerTest {
    private static final InstanceId ID = new InstanceId("i-00000000000000001");

    private final SimulatedTime time = new SimulatedTime(1);
    private final RecordingDriver driver = new RecordingDriver();
    private final Listings listings =
            new Listings(driver, Runnable::run, () -> {}, Limits.DEFAULTS);
    private final InstanceReconciler reconciler =
            new InstanceReconciler(
                    listings,
                    new InstanceRequests(driver, Runnable::run, () -> {}, Limits.DEFAULTS),
                    time,
                    Limits.DEFAULTS);
    private World world =
            World.empty(Fleet.SITE).with(List.of(new Change.Put(instance(State.PENDING))));

    private Instance instance(State state) {
        return new Instance(
                ID,
                Fleet.SCOPE,
                "r-1",
                new Instance.Placement("us-east-1a", "subnet-1", "127.31.0.9", "eni-1"),
                InstanceSettings.EMPTY,
                time.now(),
                state,
                "",
                Optional.empty(),
                Optional.empty(),
                Tags.NONE);
    }

    private Instance found() {
        return world.in(Fleet.SCOPE).find(Instance.class, ID.value()).orElseThrow();
    }

    private void reconcile() {
        var draft = new Draft(new Moment(world, time.now(), new SplittableRandom(1)));
        reconciler.reconcile(draft);
        world = draft.world();
    }

    private void givenLaunchRequested() {
        reconcile();
        driver.list(0, new Listing(time.now(), new TreeMap<>()));
        reconcile();
        assertThat(driver.asked()).containsExactly("launch " + ID.value());
    }

    private void user(Instance next) {
        world = world.with(List.of(new Change.Put(next)));
    }

    @Test
    void aLaunchThatIsDoneRuns() {
        givenLaunchRequested();
        driver.answer(0, new Outcome.Done());
        reconcile();
        assertThat(found().state()).isEqualTo(State.RUNNING);
    }

    private void aLateAnswerFinds(State meanwhile) {
        givenLaunchRequested();
        user(found().withState(meanwhile, "Client: user"));
        driver.answer(0, new Outcome.Done());
        reconcile();
        assertThat(found().state()).isEqualTo(meanwhile);
    }

    @Test
    void aLaunchThatIsDoneTooLateBringsNobodyBackWhoEnds() {
        aLateAnswerFinds(State.SHUTTING_DOWN);
    }

    @Test
    void norWhoStops() {
        aLateAnswerFinds(State.STOPPING);
    }

    @Test
    void norDoesItBringBackWhoEnded() {
        givenLaunchRequested();
        user(found().terminated(time.now()));
        driver.answer(0, new Outcome.Done());
        reconcile();
        assertThat(found().state()).isEqualTo(State.TERMINATED);
    }

    @Test
    void aLaunchThatIsRefusedTooLateLeavesTheEndItsReason() {
        givenLaunchRequested();
        user(found().withState(State.SHUTTING_DOWN, "Client: user"));
        driver.answer(0, new Outcome.Refused("InsufficientInstanceCapacity", "no room", false));
        reconcile();
        assertThat(found().state()).isEqualTo(State.SHUTTING_DOWN);
        assertThat(found().stateReason()).isEqualTo("Client: user");
    }
}
