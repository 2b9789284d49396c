package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.Advice;
import dev.evenkeel.decide.group.TerminationQuestion;
import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.function.Functions.Reply;
import dev.evenkeel.model.Key;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedFunctions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// When a function is asked, and what becomes of its answers.
class FunctionRequestsTest {
    private static final Instant NOW = Fleet.THEN;
    private static final Key GROUP = Fleet.group(0, 1, 2).key();
    private static final Reply NOBODY = new Reply.Answered("{\"InstanceIDs\": []}");
    private static final Instant LATER = NOW.plusSeconds(11);

    private final List<Consumer<Reply>> asked = new ArrayList<>();
    private boolean isCrowded;
    private int woken;

    private final FunctionRequests requests =
            new FunctionRequests(
                    (_, _, whenDone) -> asked.add(whenDone),
                    this::execute,
                    () -> woken++,
                    Limits.DEFAULTS);

    private void execute(Runnable task) {
        if (isCrowded) {
            throw new RejectedExecutionException();
        }
        task.run();
    }

    private static TerminationQuestion question(Cause cause) {
        return new TerminationQuestion(
                Fleet.group(0, 1, 2), SimulatedFunctions.ARN, cause, List.of(), List.of());
    }

    /// One round of the group, in which it has this to ask. Answers what it was told.
    private List<Advice> round(Instant now, Cause... causes) {
        List<Advice> taken = requests.take(GROUP, now);
        requests.settle(
                taken, List.of(causes).stream().map(FunctionRequestsTest::question).toList(), now);
        return taken;
    }

    @Test
    void anAnswerIsThereForOneRound() {
        assertThat(round(NOW, Cause.SCALE_IN)).isEmpty();
        asked.getFirst().accept(NOBODY);
        assertThat(woken).isEqualTo(1);
        assertThat(round(NOW, Cause.SCALE_IN))
                .containsExactly(new Advice.Ready(question(Cause.SCALE_IN), Set.of()));
        assertThat(round(NOW, Cause.SCALE_IN)).isEmpty();
    }

    @Test
    void aQuestionIsNotAskedTwiceAtATime() {
        round(NOW, Cause.SCALE_IN);
        round(NOW.plusSeconds(3), Cause.SCALE_IN);
        assertThat(asked).hasSize(1);
        round(NOW, Cause.SCALE_IN, Cause.REBALANCE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAnswerOfNoUseIsFollowedByAPause() {
        round(NOW, Cause.SCALE_IN);
        asked.getFirst().accept(NOBODY);
        round(NOW, Cause.SCALE_IN);
        round(NOW.plusSeconds(9), Cause.SCALE_IN);
        assertThat(asked).hasSize(1);
        round(NOW.plusSeconds(10), Cause.SCALE_IN);
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneThatWasOfUseIsNot() {
        round(NOW, Cause.SCALE_IN);
        asked.getFirst().accept(NOBODY);
        round(NOW);
        round(NOW, Cause.SCALE_IN);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailureIsAnAnswerToo() {
        round(NOW, Cause.REBALANCE);
        asked.getFirst().accept(new Reply.Failed("it ended with status 1"));
        assertThat(round(NOW))
                .containsExactly(
                        new Advice.Failed(question(Cause.REBALANCE), "it ended with status 1"));
    }

    @Test
    void whoNeverAnswersIsAskedAgainAndNotHeardAnyMore() {
        round(NOW, Cause.SCALE_IN);
        round(LATER, Cause.SCALE_IN);
        assertThat(asked).hasSize(2);
        asked.getFirst().accept(NOBODY);
        assertThat(round(LATER, Cause.SCALE_IN)).isEmpty();
        asked.getLast().accept(NOBODY);
        assertThat(round(LATER, Cause.SCALE_IN)).hasSize(1);
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        round(NOW, Cause.SCALE_IN);
        asked.getFirst().accept(NOBODY);
        asked.getFirst().accept(NOBODY);
        assertThat(round(NOW)).hasSize(1);
        asked.getFirst().accept(NOBODY);
        assertThat(round(NOW)).isEmpty();
    }

    @Test
    void anAnswerThatFindsNoRoomIsAsGoodAsLost() {
        round(NOW, Cause.SCALE_IN);
        isCrowded = true;
        asked.getFirst().accept(NOBODY);
        isCrowded = false;
        assertThat(round(NOW, Cause.SCALE_IN)).isEmpty();
        round(LATER, Cause.SCALE_IN);
        assertThat(asked).hasSize(2);
    }

    @Test
    void timeStandsStillUntilItHasAnswered() {
        round(NOW, Cause.SCALE_IN);
        assertThat(requests.underWay()).containsExactly("the answer of the function of group web");
        asked.getFirst().accept(NOBODY);
        assertThat(requests.underWay()).isEmpty();
    }

    @Test
    void aGroupThatIsGoneIsForgotten() {
        round(NOW, Cause.SCALE_IN);
        requests.keepOnly(_ -> true, NOW);
        assertThat(requests.underWay()).isNotEmpty();
        requests.keepOnly(_ -> false, NOW);
        assertThat(requests.underWay()).isEmpty();
        asked.getFirst().accept(NOBODY);
        assertThat(requests.take(GROUP, NOW)).isEmpty();
    }

    @Test
    void aQuestionThatNobodyHasAnyMoreIsForgottenWhenItsTimeIsOver() {
        round(NOW, Cause.SCALE_IN);
        requests.keepOnly(_ -> true, LATER);
        assertThat(requests.underWay()).isEmpty();
    }
}
