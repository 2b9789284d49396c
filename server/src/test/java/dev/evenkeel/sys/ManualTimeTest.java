package dev.evenkeel.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.sim.SimulatedTime;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Time that only moves when it is moved, and what waits for it.
class ManualTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path directory;

    private final List<String> told = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final SimulatedTime machine = new SimulatedTime(1);
    private final ManualTime time = new ManualTime(START.plusMillis(700), machine, keeper());

    private ManualTime.Keeper keeper() {
        return new ManualTime.Keeper() {
            @Override
            public void note(Instant instant) {
                if (instant.equals(START.plusSeconds(666))) {
                    throw new UncheckedIOException(new java.io.IOException("disk full"));
                }
                kept.add("note " + instant);
            }

            @Override
            public void save(Instant instant) {
                kept.add("save " + instant);
            }
        };
    }

    private Timers.Timer at(int second, String word) {
        return time.after(Duration.ofSeconds(second), () -> told.add(word + " at " + time.now()));
    }

    private void moveTo(int second) {
        time.moveTo(START.plusSeconds(second));
        machine.runFor(Duration.ZERO);
    }

    @Test
    void itBeginsOnAWholeSecondAndStandsStill() {
        machine.runFor(Duration.ofHours(1));
        assertThat(time.now()).isEqualTo(START);
        assertThat(time.next()).isEmpty();
    }

    @Test
    void whatIsDueRunsInTheOrderOfItsInstants() {
        at(9, "later");
        at(3, "first");
        at(3, "second");
        assertThat(time.next()).contains(START.plusSeconds(3));
        machine.runFor(Duration.ofHours(1));
        assertThat(told).as("nothing moves it").isEmpty();
        moveTo(3);
        assertThat(told)
                .containsExactly("first at 2026-03-01T12:00:03Z", "second at 2026-03-01T12:00:03Z");
        moveTo(60);
        assertThat(told).hasSize(3).last().isEqualTo("later at 2026-03-01T12:01:00Z");
        assertThat(time.nanoTime())
                .isEqualTo(Duration.between(Instant.EPOCH, time.now()).toNanos());
    }

    @Test
    void whatHasNoDelayRunsWhileItStandsStill() {
        at(0, "now");
        machine.runFor(Duration.ZERO);
        assertThat(told).containsExactly("now at 2026-03-01T12:00:00Z");
    }

    @Test
    void aCancelledTimerDoesNotRunEvenWhenItWasHandedOver() {
        Timers.Timer waiting = at(5, "waiting");
        Timers.Timer due = at(1, "due");
        waiting.cancel();
        assertThat(time.next()).contains(START.plusSeconds(1));
        time.moveTo(START.plusSeconds(1));
        due.cancel();
        machine.runFor(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
    }

    @Test
    void itNeverGoesBack() {
        moveTo(10);
        assertThatThrownBy(() -> time.moveTo(START.plusSeconds(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(time.now()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void anInstantIsKeptBeforeItIsThePresent() {
        moveTo(10);
        time.stand();
        assertThat(kept)
                .containsExactly("save " + START, "note " + time.now(), "save " + time.now());
        at(20, "never");
        assertThatThrownBy(() -> time.moveTo(START.plusSeconds(666)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(time.now()).isEqualTo(START.plusSeconds(10));
        assertThat(time.next()).contains(START.plusSeconds(30));
    }

    @Test
    void aFileKeepsWhereItStands() throws Exception {
        var file = new ClockFile(directory.resolve("clock"));
        assertThat(file.read()).isEmpty();
        file.save(START);
        file.note(START.plusSeconds(1));
        assertThat(file.read()).contains(START.plusSeconds(1));
        assertThat(Files.readString(file.path())).isEqualTo("2026-03-01T12:00:01Z\n");
        file.forget();
        file.forget();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void aFileThatHoldsNoTimeIsTold() throws Exception {
        var file = new ClockFile(Files.writeString(directory.resolve("clock"), "noon\n"));
        assertThatThrownBy(file::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("clock holds no time");
        assertThatThrownBy(() -> new ClockFile(directory.resolve("no/clock")).save(START))
                .isInstanceOf(UncheckedIOException.class);
    }
}
