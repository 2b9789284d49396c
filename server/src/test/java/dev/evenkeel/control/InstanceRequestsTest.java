package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Order;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.control.InstanceRequests.Answer;
import dev.evenkeel.control.InstanceRequests.Verb;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// A request is sent once while it may be answered; what is lost or refused is tried again.
class InstanceRequestsTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RETRY = Limits.DEFAULTS.requestRetry();
    private static final InstanceId ID = new InstanceId("i-00000000000000001");
    private static final Outcome DONE = new Outcome.Done();
    private static final Outcome NO_ROOM =
            new Outcome.Refused("InsufficientInstanceCapacity", "no room", true);

    private final RecordingDriver driver = new RecordingDriver();
    private final List<String> woken = new ArrayList<>();
    private final InstanceRequests requests = requests(Runnable::run);

    private InstanceRequests requests(Executor loop) {
        return new InstanceRequests(driver, loop, () -> woken.add("woken"), Limits.DEFAULTS);
    }

    private static Instance instance() {
        var membership =
                new GroupMembership(
                        "web",
                        GroupMembership.Lifecycle.PENDING,
                        START,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        false,
                        "",
                        1);
        return new Instance(
                ID,
                HOME,
                "r-1",
                new Instance.Placement("us-east-1a", "subnet-1", "127.31.0.4", "eni-1"),
                InstanceSettings.EMPTY,
                START,
                Instance.State.PENDING,
                "",
                Optional.empty(),
                Optional.of(membership),
                Tags.of(Map.of("Name", "web")));
    }

    private void ask(Verb verb, Duration later) {
        requests.ask(verb, instance(), START.plus(later));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void anOrderSaysAllTheMachineNeedsToKnow() {
        ask(Verb.LAUNCH, Duration.ZERO);
        assertThat(driver.orders())
                .containsExactly(
                        new Order(
                                ID,
                                HOME,
                                instance().placement(),
                                InstanceSettings.EMPTY,
                                Tags.of(Map.of("Name", "web")),
                                Optional.of("web"),
                                START));
    }

    @Test
    void everyVerbIsARequestOfItsOwn() {
        ask(Verb.LAUNCH, Duration.ZERO);
        ask(Verb.STOP, Duration.ZERO);
        ask(Verb.START, Duration.ZERO);
        ask(Verb.TERMINATE, Duration.ZERO);
        assertThat(driver.asked())
                .containsExactly(
                        "launch " + ID.value(),
                        "stop " + ID.value(),
                        "start " + ID.value(),
                        "terminate " + ID.value());
    }

    @Test
    void aRequestOnItsWayIsNotRepeated() {
        ask(Verb.LAUNCH, Duration.ZERO);
        ask(Verb.LAUNCH, seconds(1));
        ask(Verb.LAUNCH, RETRY.minusMillis(1));
        assertThat(driver.asked()).hasSize(1);
    }

    @Test
    void anInstanceThatIsLaunchingIsNotStartedOnceMore() {
        ask(Verb.LAUNCH, Duration.ZERO);
        ask(Verb.START, seconds(1));
        assertThat(driver.asked()).containsExactly("launch " + ID.value());
        ask(Verb.START, RETRY);
        ask(Verb.LAUNCH, RETRY.plusSeconds(1));
        assertThat(driver.asked()).containsExactly("launch " + ID.value(), "start " + ID.value());
    }

    @Test
    void aRequestWithoutAnAnswerIsRepeated() {
        ask(Verb.STOP, Duration.ZERO);
        ask(Verb.STOP, RETRY);
        assertThat(driver.asked()).hasSize(2);
        driver.answer(1, DONE);
        assertThat(requests.takeAnswers(START)).containsExactly(new Answer(ID, Verb.STOP, 2, DONE));
    }

    @Test
    void anAnswerWakesTheControlPlaneAndIsTakenOnce() {
        ask(Verb.LAUNCH, Duration.ZERO);
        assertThat(requests.takeAnswers(START)).isEmpty();
        driver.answer(0, DONE);
        assertThat(woken).hasSize(1);
        assertThat(requests.takeAnswers(START))
                .containsExactly(new Answer(ID, Verb.LAUNCH, 1, DONE));
        assertThat(requests.takeAnswers(START)).isEmpty();
    }

    @Test
    void afterItIsDoneItMayBeAskedAnewAsAFirstAttempt() {
        ask(Verb.STOP, Duration.ZERO);
        driver.answer(0, DONE);
        requests.takeAnswers(START);
        ask(Verb.STOP, seconds(1));
        driver.answer(1, NO_ROOM);
        assertThat(requests.takeAnswers(START))
                .containsExactly(new Answer(ID, Verb.STOP, 1, NO_ROOM));
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        ask(Verb.LAUNCH, Duration.ZERO);
        driver.answer(0, DONE);
        driver.answer(0, DONE);
        assertThat(requests.takeAnswers(START)).hasSize(1);
        driver.answer(0, DONE);
        assertThat(requests.takeAnswers(START)).isEmpty();
        assertThat(woken).hasSize(1);
    }

    @Test
    void anAnswerToAnEarlierAttemptIsDropped() {
        ask(Verb.LAUNCH, Duration.ZERO);
        ask(Verb.LAUNCH, RETRY);
        driver.answer(0, NO_ROOM);
        assertThat(requests.takeAnswers(START)).isEmpty();
        assertThat(woken).isEmpty();
        driver.answer(1, DONE);
        assertThat(requests.takeAnswers(START))
                .containsExactly(new Answer(ID, Verb.LAUNCH, 2, DONE));
    }

    @Test
    void anAnswerToWhatIsNoLongerWantedIsDropped() {
        ask(Verb.LAUNCH, Duration.ZERO);
        ask(Verb.TERMINATE, seconds(1));
        driver.answer(0, DONE);
        assertThat(requests.takeAnswers(START)).isEmpty();
        driver.answer(1, DONE);
        assertThat(requests.takeAnswers(START))
                .containsExactly(new Answer(ID, Verb.TERMINATE, 1, DONE));
    }

    @Test
    void aRefusedRequestIsRepeatedAfterAPauseThatDoublesUpToHalfAMinute() {
        Instant now = START;
        for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            int sent = driver.asked().size();
            requests.ask(Verb.LAUNCH, instance(), now);
            assertThat(driver.asked()).hasSize(sent + 1);
            driver.answer(sent, NO_ROOM);
            assertThat(requests.takeAnswers(now))
                    .containsExactly(new Answer(ID, Verb.LAUNCH, sent + 1, NO_ROOM));

            requests.ask(Verb.LAUNCH, instance(), now.plusSeconds(pause).minusMillis(1));
            assertThat(driver.asked()).as("before %s s are over", pause).hasSize(sent + 1);
            now = now.plusSeconds(pause);
        }
    }

    @Test
    void aRefusalThatIsToldAgainInTheNextRoundIsDropped() {
        ask(Verb.LAUNCH, Duration.ZERO);
        driver.answer(0, NO_ROOM);
        assertThat(requests.takeAnswers(START)).hasSize(1);
        driver.answer(0, NO_ROOM);
        assertThat(requests.takeAnswers(START)).isEmpty();
    }

    @Test
    void aDriverThatFailsIsAskedAgainLater() {
        driver.breakDown();
        ask(Verb.STOP, Duration.ZERO);
        ask(Verb.STOP, seconds(1));
        assertThat(driver.asked()).hasSize(1);
        ask(Verb.STOP, RETRY);
        assertThat(driver.asked()).hasSize(2);
    }

    @Test
    void whatNobodyAsksAboutIsForgotten() {
        ask(Verb.TERMINATE, Duration.ZERO);
        requests.keepOnly(ID::equals);
        ask(Verb.TERMINATE, seconds(1));
        assertThat(driver.asked()).as("still known").hasSize(1);

        requests.keepOnly(_ -> false);
        driver.answer(0, DONE);
        assertThat(requests.takeAnswers(START)).isEmpty();
        ask(Verb.TERMINATE, seconds(2));
        assertThat(driver.asked()).hasSize(2);
    }

    @Test
    void anInstanceNobodyKnowsCanBeEnded() {
        var stranger = new InstanceId("i-0000000000000000f");
        requests.terminate(stranger, START);
        requests.terminate(stranger, START.plusSeconds(1));
        assertThat(driver.asked()).containsExactly("terminate " + stranger.value());
        driver.answer(0, DONE);
        assertThat(requests.takeAnswers(START))
                .containsExactly(new Answer(stranger, Verb.TERMINATE, 1, DONE));
    }

    @Test
    void anAnswerThatFindsNoRoomIsAsGoodAsLost() {
        InstanceRequests crowded =
                requests(_ -> {
                    throw new RejectedExecutionException("too many tasks");
                });
        crowded.ask(Verb.LAUNCH, instance(), START);
        driver.answer(0, DONE);
        assertThat(crowded.takeAnswers(START)).isEmpty();
        crowded.ask(Verb.LAUNCH, instance(), START.plus(RETRY));
        assertThat(driver.asked()).hasSize(2);
    }

    @Test
    void whatAwaitsItsAnswerIsUnderWay() {
        assertThat(requests.underWay()).isEmpty();
        requests.ask(Verb.LAUNCH, instance(), START);
        assertThat(requests.underWay()).containsExactly("launch of " + ID.value());
        driver.answer(0, NO_ROOM);
        assertThat(requests.underWay()).as("until somebody took notice").hasSize(1);
        requests.takeAnswers(START);
        assertThat(requests.underWay()).as("it waits for its next attempt").isEmpty();
        requests.ask(Verb.LAUNCH, instance(), START.plusSeconds(1));
        assertThat(requests.underWay()).hasSize(1);
        driver.answer(1, DONE);
        assertThat(requests.underWay()).isEmpty();
    }
}
