package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.World;
import dev.evenkeel.notify.Carrier.Carried;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever waits in the world is carried in order, at least once, and forgotten then.
class CourierTest {
    private final List<String> carried = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final Pause pause = pauses::add;
    private World world = World.empty(Fleet.SITE);
    private Courier courier = courier(this::carry);

    /// How often the carrier fails, from now on, before it carries.
    private final AtomicInteger failures = new AtomicInteger();

    /// How often the control plane has no time to take note.
    private final AtomicInteger rejections = new AtomicInteger();

    private static boolean isDue(AtomicInteger times) {
        return times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private Carried carry(List<Notification> waiting) {
        if (isDue(failures)) {
            return Carried.until(0, "away");
        }
        Notification first = waiting.getFirst();
        note(first.text());
        return Carried.all(1);
    }

    private Courier courier(Function<List<Notification>, Carried> carrier) {
        return new Courier(
                new Carrier() {
                    @Override
                    public Carried carry(List<Notification> waiting) {
                        return carrier.apply(waiting);
                    }

                    @Override
                    public void close() {
                        note("closed");
                    }
                },
                this::forget,
                pause);
    }

    private CompletableFuture<Integer> forget(List<Notification> messages) {
        if (isDue(rejections)) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("too much"));
        }
        change(messages.stream().<Change>map(m -> new Change.Remove(m.key())).toList());
        return CompletableFuture.completedFuture(messages.size());
    }

    private synchronized void change(List<Change> changes) {
        world = world.with(changes);
        courier.use(world);
        notifyAll();
    }

    private void put(Notification... messages) {
        change(List.of(messages).stream().<Change>map(Change.Put::new).toList());
    }

    private synchronized int waiting() {
        return world.in(Fleet.SCOPE).all(Notification.class).size();
    }

    private synchronized void note(String what) {
        carried.add(what);
        notifyAll();
    }

    /// Waits for the courier's thread, which wakes this one with whatever it does.
    private synchronized void until(BooleanSupplier holds) {
        try {
            for (int i = 0; i < 100 && !holds.getAsBoolean(); i++) {
                wait(100);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private void start() {
        courier.start(Background.virtualThreads());
    }

    @AfterEach
    void close() {
        courier.close();
    }

    @Test
    void whatWaitsIsCarriedInOrderAndForgotten() {
        put(Some.event(2), Some.event(1));
        start();
        put(Some.published(3));
        until(() -> waiting() == 0);
        assertThat(carried).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatCannotBeCarriedIsTriedAgainLaterAndLater() {
        failures.set(8);
        put(Some.event(1));
        start();
        until(() -> waiting() == 0);
        assertThat(carried).containsExactly("{\"n\":1}");
        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 20_000L, 20_000L);
    }

    @Test
    void onceItWorksAgainPausesAreShort() {
        failures.set(3);
        put(Some.event(1));
        start();
        until(() -> waiting() == 0);
        failures.set(1);
        put(Some.event(2));
        until(() -> waiting() == 0);
        assertThat(pauses.getLast()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whatWasCarriedButNotTakenNoteOfIsCarriedAgain() {
        rejections.set(1);
        put(Some.event(1));
        start();
        until(() -> waiting() == 0);
        assertThat(carried).containsExactly("{\"n\":1}", "{\"n\":1}");
    }

    @Test
    void aBugInACarrierDoesNotEndTheDelivery() {
        var bugs = new ArrayList<>(List.of("bug"));
        courier =
                courier(waiting -> {
                    if (!bugs.isEmpty()) {
                        throw new IllegalStateException(bugs.removeFirst());
                    }
                    return carry(waiting);
                });
        put(Some.event(1));
        start();
        until(() -> waiting() == 0);
        assertThat(carried).containsExactly("{\"n\":1}");
    }

    @Test
    void whatWaitsAtTheEndWaitsForTheNextStart() {
        courier =
                courier(_ -> {
                    note("tried");
                    return Carried.until(0, "away");
                });
        put(Some.event(1));
        start();
        until(() -> carried.contains("tried"));
        courier.close();
        until(() -> carried.contains("closed"));
        assertThat(waiting()).isEqualTo(1);

        courier = courier(this::carry);
        courier.use(world);
        start();
        until(() -> waiting() == 0);
        assertThat(carried).contains("{\"n\":1}");
    }
}
