package dev.evenkeel.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlLoopTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ControlLoop loop =
            ControlLoop.start(Clock.system(), Background.platformThreads(), 3);

    @AfterEach
    void end() {
        loop.close();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, SECONDS)).as("the loop went on").isTrue();
    }

    /// Keeps the loop's thread busy until the latch is counted down.
    private CountDownLatch occupy() throws InterruptedException {
        var isBusy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        loop.execute(() -> {
            isBusy.countDown();
            awaitQuietly(release);
        });
        await(isBusy);
        return release;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tasksRunInTheirOrderOnOneThread() throws Exception {
        var threads = Collections.synchronizedSet(new java.util.HashSet<Thread>());
        var done = new CountDownLatch(3);
        for (String name : List.of("a", "b", "c")) {
            loop.execute(() -> {
                told.add(name);
                threads.add(Thread.currentThread());
                done.countDown();
            });
        }
        await(done);
        assertThat(told).containsExactly("a", "b", "c");
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void timersRunInTheOrderOfTheirTimes() throws Exception {
        var done = new CountDownLatch(1);
        CountDownLatch release = occupy();
        loop.after(Duration.ofMillis(20), done::countDown);
        loop.after(Duration.ofMillis(10), () -> told.add("second"));
        loop.after(Duration.ZERO, () -> told.add("first"));
        release.countDown();
        await(done);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aCancelledTimerNeverRuns() throws Exception {
        var done = new CountDownLatch(1);
        CountDownLatch release = occupy();
        loop.after(Duration.ZERO, () -> told.add("cancelled")).cancel();
        loop.after(Duration.ofMillis(1), done::countDown);
        release.countDown();
        await(done);
        assertThat(told).isEmpty();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheLoop() throws Exception {
        var done = new CountDownLatch(1);
        loop.execute(() -> {
            throw new IllegalStateException("task");
        });
        loop.execute(() -> {
            throw new StackOverflowError("task");
        });
        loop.execute(done::countDown);
        await(done);
    }

    @Test
    void tooManyWaitingTasksAreRefused() throws Exception {
        CountDownLatch release = occupy();
        for (int i = 0; i < 3; i++) {
            loop.execute(() -> {});
        }
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("too many");
        release.countDown();
    }

    @Test
    void closingFinishesWhatWaitsAndTakesNothingNew() throws Exception {
        CountDownLatch release = occupy();
        loop.execute(() -> told.add("waited"));
        loop.after(Duration.ofHours(1), () -> told.add("never"));
        var closer = new AtomicReference<Thread>();
        var closed = new CountDownLatch(1);
        Background.platformThreads()
                .run(
                        "closer",
                        () -> {
                            closer.set(Thread.currentThread());
                            loop.close();
                            closed.countDown();
                        });
        release.countDown();
        await(closed);
        assertThat(told).containsExactly("waited");
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("closed");
    }
}
