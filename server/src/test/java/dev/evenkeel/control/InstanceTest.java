package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Tags;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An instance that a user launched, from its first state to its last.
class InstanceTest {
    private static final InstanceId ID = new InstanceId("i-0123456789abcdef0");

    private final Plant plant = new Plant(1, Fleet.SITE);

    private Instance launched() {
        return new Instance(
                ID,
                Fleet.SCOPE,
                "r-1",
                new Instance.Placement("us-east-1a", "subnet-1", "127.31.0.9", "eni-1"),
                InstanceSettings.EMPTY,
                plant.time().now(),
                State.PENDING,
                "",
                Optional.empty(),
                Optional.empty(),
                Tags.NONE);
    }

    private Optional<Instance> found() {
        return plant.world().in(Fleet.SCOPE).find(Instance.class, ID.value());
    }

    private Instance instance() {
        return found().orElseThrow();
    }

    private void becomes(State state) {
        assertThat(
                        plant.time()
                                .runUntil(
                                        () -> found().filter(i -> i.state() == state).isPresent(),
                                        Duration.ofMinutes(2)))
                .as("becomes %s", state)
                .isTrue();
    }

    private void givenRunning() {
        plant.put(launched());
        becomes(State.RUNNING);
    }

    private void user(State next) {
        plant.put(instance().withState(next, "Client.UserInitiatedShutdown: User initiated"));
    }

    @Test
    void itIsLaunchedOnceAndRuns() {
        givenRunning();
        plant.time().runFor(Duration.ofMinutes(5));
        assertThat(plant.machines().launched()).hasSize(1);
        assertThat(instance().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void itStopsKeepsItsMachineAndStartsAgain() {
        givenRunning();
        user(State.STOPPING);
        becomes(State.STOPPED);
        assertThat(plant.machines().present()).containsExactly(ID);
        assertThat(plant.machines().running()).isEmpty();
        assertThat(instance().stateReason()).startsWith("Client.UserInitiatedShutdown");
        plant.put(instance().withState(State.PENDING, "").withLaunchedAt(plant.time().now()));
        becomes(State.RUNNING);
        assertThat(plant.machines().running()).containsExactly(ID);
        assertThat(plant.machines().launched()).hasSize(1);
    }

    @Test
    void itsRecordStaysForAnHourAfterItsEnd() {
        givenRunning();
        user(State.SHUTTING_DOWN);
        becomes(State.TERMINATED);
        assertThat(plant.machines().present()).isEmpty();
        plant.time().runFor(Duration.ofMinutes(59));
        assertThat(found()).isPresent();
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(found()).isEmpty();
    }

    @Test
    void onePoweredOffFromInsideIsStopped() {
        givenRunning();
        plant.time().runFor(Duration.ofSeconds(5));
        plant.machines().kill(ID);
        becomes(State.STOPPED);
        assertThat(instance().stateReason()).startsWith("Client.InstanceInitiatedShutdown");
    }

    @Test
    void oneThatVanishedIsTerminated() {
        givenRunning();
        plant.time().runFor(Duration.ofSeconds(5));
        plant.machines().lose(ID);
        becomes(State.TERMINATED);
        assertThat(instance().stateReason()).startsWith("Server.InternalError");
        assertThat(instance().endedAt()).isPresent();
    }

    @Test
    void itIsAdoptedByTheNextProcessNotLaunchedAgain() {
        givenRunning();
        plant.crash();
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(instance().state()).isEqualTo(State.RUNNING);
        assertThat(plant.machines().launched()).hasSize(1);
    }

    @Test
    void oneThatDiedWhileNobodyLookedIsFoundByTheNextProcess() {
        givenRunning();
        plant.machines().lose(ID);
        plant.crash();
        becomes(State.TERMINATED);
    }

    @Test
    void oneThatNobodyKnowsIsEnded() {
        givenRunning();
        plant.controller()
                .submit(_ ->
                        new Command.Decided<>(
                                List.of(new Change.Remove(instance().key())), "gone"));
        plant.time().runFor(Duration.ofMinutes(1));
        assertThat(plant.machines().present()).isEmpty();
    }

    @Test
    void oneThatCannotBeLaunchedTellsWhy() {
        plant.machines().zoneReachable("us-east-1a", false);
        plant.time().runFor(Duration.ofSeconds(2));
        plant.machines().zoneReachable("us-east-1a", false);
        plant.put(launched());
        becomes(State.TERMINATED);
        assertThat(instance().stateReason())
                .isEqualTo("Server.InsufficientInstanceCapacity: The zone is off");
    }

    @Test
    void aDiskThatIsFullFailsTheCommandAndNothingElse() {
        plant.time().runFor(Duration.ofSeconds(1));
        plant.store().diskFull(true);
        var answer = plant.put(launched());
        plant.time().runFor(Duration.ofSeconds(5));
        assertThat(answer).isCompletedExceptionally();
        assertThat(found()).isEmpty();
        plant.store().diskFull(false);
        givenRunning();
    }

    @Test
    void aCommandThatThrowsIsToldSoAndChangesNothing() {
        var answer =
                plant.controller()
                        .<String>submit(_ -> {
                            throw new IllegalArgumentException("no such thing");
                        });
        plant.time().runFor(Duration.ofSeconds(1));
        assertThat(answer)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("no such thing");
    }
}
