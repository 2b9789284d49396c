package dev.evenkeel.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// On what kind of thread work runs.
class ThreadsTest {
    private static Thread threadOf(Background background) throws Exception {
        var thread = new CompletableFuture<Thread>();
        background.run("worker", () -> thread.complete(Thread.currentThread()));
        return thread.get(10, TimeUnit.SECONDS);
    }

    @Test
    void virtualThreadsAreVirtualAndNamed() throws Exception {
        Thread thread = threadOf(Background.virtualThreads());
        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("worker");
    }

    @Test
    void platformThreadsKeepTheProcessAlive() throws Exception {
        Thread thread = threadOf(Background.platformThreads());
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.getName()).isEqualTo("worker");
    }

    @Test
    void threadsThatComputeDoNotKeepTheProcessAlive() throws Exception {
        Thread thread = threadOf(new PlatformThreads());
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("worker");
    }

    @Test
    void everyPieceOfWorkHasAThreadOfItsOwn() throws Exception {
        var threads = new PlatformThreads();
        assertThat(threadOf(threads)).isNotSameAs(threadOf(threads));
    }

    @Test
    void aPauseOfAnInterruptedThreadEndsAtOnceAndLeavesItInterrupted() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        Background.platformThreads()
                .run(
                        "interrupted",
                        () -> {
                            Thread.currentThread().interrupt();
                            Pause.system().of(Duration.ofDays(1));
                            interrupted.complete(Thread.currentThread().isInterrupted());
                        });
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobodyAskedThisProcessToEnd() throws Exception {
        Shutdown shutdown = Shutdown.install();
        try {
            assertThat(shutdown.isAsked()).isFalse();
            var returned = new CompletableFuture<Boolean>();
            new PlatformThreads()
                    .run(
                            "waiting",
                            () -> {
                                Thread.currentThread().interrupt();
                                shutdown.await();
                                returned.complete(Thread.currentThread().isInterrupted());
                            });
            assertThat(returned.get(10, TimeUnit.SECONDS))
                    .as("an interrupted wait ends and stays interrupted")
                    .isTrue();
        } finally {
            shutdown.finished();
        }
    }
}
