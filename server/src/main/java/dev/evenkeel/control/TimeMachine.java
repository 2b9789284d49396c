package dev.evenkeel.control;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.ManualTime;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Moves a clock that stands still from timer to timer. At each instant it stays until everything
/// has come to rest: rounds that follow each other, and what real processes were asked to do. So
/// whatever happens, happens exactly at its instant and with all its effects.
///
/// Journeys are asked for on any thread and made on the control thread, one at a time.
public final class TimeMachine {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final ManualTime time;
    private final Supplier<List<String>> underWay;
    private final Machine machine;
    private boolean isTravelling;

    /// The machine's own clock and timers, and the control thread.
    public record Machine(Clock clock, Timers timers, Executor loop) {}

    /// How a journey ended.
    public sealed interface Journey {
        record Arrived(Instant now) implements Journey {}

        /// It stays at `now`, because after a long wait something was still `underWay` there.
        record Stopped(Instant now, Instant destination, List<String> underWay)
                implements Journey {}

        /// Another journey is under way.
        record Busy() implements Journey {}
    }

    private record Plan(
            Instant destination, Duration patience, CompletableFuture<Journey> whenOver) {}

    /// @param underWay what the control plane waits for, in words; asked on the control thread
    public TimeMachine(ManualTime time, Supplier<List<String>> underWay, Machine machine) {
        this.time = time;
        this.underWay = underWay;
        this.machine = machine;
    }

    /// Goes from now to the `destination`, and waits at no instant for longer than `patience` of
    /// real time. Completes on the control thread.
    public CompletableFuture<Journey> travel(
            UnaryOperator<Instant> destination, Duration patience) {
        var whenOver = new CompletableFuture<Journey>();
        post(whenOver, () -> begin(destination, patience, whenOver));
        return whenOver;
    }

    private void begin(
            UnaryOperator<Instant> destination,
            Duration patience,
            CompletableFuture<Journey> whenOver) {
        if (isTravelling) {
            whenOver.complete(new Journey.Busy());
            return;
        }
        isTravelling = true;
        CompletableFuture<Journey> _ = whenOver.whenComplete((_, _) -> isTravelling = false);
        stay(
                new Plan(destination.apply(time.now()), patience, whenOver),
                machine.clock().nanoTime());
    }

    /// Moves on if everything is at rest. Behind every task that waits for the thread, so that it
    /// has run.
    private void stay(Plan plan, long since) {
        List<String> open = underWay.get();
        if (open.isEmpty()) {
            move(plan);
        } else if (machine.clock().nanoTime() - since > plan.patience().toNanos()) {
            end(plan, new Journey.Stopped(time.now(), plan.destination(), open));
        } else {
            Timers.Timer _ =
                    machine.timers()
                            .after(
                                    LOOK_AGAIN,
                                    () -> post(plan.whenOver(), () -> stay(plan, since)));
        }
    }

    private void move(Plan plan) {
        if (!time.now().isBefore(plan.destination())) {
            end(plan, new Journey.Arrived(time.now()));
            return;
        }
        time.moveTo(
                time.next()
                        .filter(next -> next.isBefore(plan.destination()))
                        .orElse(plan.destination()));
        post(plan.whenOver(), () -> stay(plan, machine.clock().nanoTime()));
    }

    private void end(Plan plan, Journey journey) {
        time.stand();
        plan.whenOver().complete(journey);
    }

    /// What goes wrong on the way ends the journey there.
    private void post(CompletableFuture<Journey> whenOver, Runnable task) {
        try {
            machine.loop()
                    .execute(() -> {
                        try {
                            task.run();
                        } catch (RuntimeException | Error failed) {
                            whenOver.completeExceptionally(failed);
                        }
                    });
        } catch (RejectedExecutionException crowded) {
            whenOver.completeExceptionally(crowded);
        }
    }
}
