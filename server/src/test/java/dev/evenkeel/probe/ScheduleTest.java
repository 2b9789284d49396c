package dev.evenkeel.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Timers;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final Schedule schedule = new Schedule(loop);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void thingsAreDoneInTheOrderOfTheirTimes() throws Exception {
        assertThat(
                        after(() -> {
                            later(60, "third");
                            later(5, "first");
                            later(30, "second");
                        }))
                .containsExactly("first", "second", "third", "last");
    }

    @Test
    void whatIsCancelledIsNotDone() throws Exception {
        assertThat(
                        after(() -> {
                            later(20, "kept");
                            later(10, "cancelled").cancel();
                        }))
                .containsExactly("kept", "last");
    }

    @Test
    void nothingIsDoneBeforeItsTime() throws Exception {
        long[] times = new long[2];
        after(() -> {
            times[0] = schedule.now();
            schedule.after(millis(35), () -> times[1] = schedule.now());
        });
        assertThat(times[1] - times[0]).isGreaterThanOrEqualTo(millis(35).toNanos());
    }

    @Test
    void whatFailsKeepsNothingElseFromBeingDone() throws Exception {
        assertThat(
                        after(() -> {
                            schedule.after(
                                    Duration.ZERO,
                                    () -> {
                                        throw new IllegalStateException("on purpose");
                                    });
                            later(1, "next");
                            later(20, "one later");
                        }))
                .containsExactly("next", "one later", "last");
    }

    @Test
    void aTaskMayAddTasks() throws Exception {
        assertThat(after(() -> schedule.after(Duration.ZERO, () -> later(0, "added"))))
                .containsExactly("added", "last");
    }

    private Timers.Timer later(int millis, String what) {
        return schedule.after(millis(millis), () -> done.add(what));
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    /// What was done when all of it was.
    private List<String> after(Runnable given) throws InterruptedException {
        var over = new CountDownLatch(1);
        loop.execute(() -> {
            given.run();
            schedule.after(
                    millis(100),
                    () -> {
                        done.add("last");
                        over.countDown();
                    });
        });
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        return done;
    }
}
