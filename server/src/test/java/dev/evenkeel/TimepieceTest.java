package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.cli.CannotStart;
import dev.evenkeel.cli.ClockKind;
import dev.evenkeel.control.ControlLoop;
import dev.evenkeel.sim.SimulatedTime;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.ClockFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clock of the control plane, from one start of the server to the next.
class TimepieceTest {
    @TempDir Path directory;

    private final Clock machine = new SimulatedTime(1);
    private final ControlLoop loop =
            ControlLoop.start(Clock.system(), Background.platformThreads(), 10);
    private ClockFile file = new ClockFile(Path.of("clock"));

    @BeforeEach
    void inItsDirectory() {
        file = new ClockFile(directory.resolve("clock"));
    }

    @AfterEach
    void end() {
        loop.close();
    }

    private Timepiece open(ClockKind kind) {
        return Timepiece.open(kind, file, machine, loop);
    }

    @Test
    void theMachinesClockIsTheUsualOne() {
        Timepiece time = open(ClockKind.SYSTEM);
        assertThat(time.clock()).isSameAs(machine);
        assertThat(time.timers()).isSameAs(loop);
        assertThat(time.manual()).isEmpty();
        assertThat(time.ahead()).isZero();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void aManualClockGoesOnWhereItStood() {
        Timepiece first = open(ClockKind.MANUAL);
        assertThat(first.clock().now()).isEqualTo(machine.now());
        Instant later = machine.now().plus(Duration.ofDays(3));
        first.manual().orElseThrow().moveTo(later);
        assertThat(first.ahead()).isEqualTo(Duration.ofDays(3));
        assertThat(open(ClockKind.MANUAL).clock().now()).isEqualTo(later);
    }

    @Test
    void theMachinesClockTakesOverOnceItHasCaughtUp() {
        file.save(machine.now().minusSeconds(60));
        assertThat(open(ClockKind.SYSTEM).clock()).isSameAs(machine);
        assertThat(open(ClockKind.MANUAL).clock().now()).isEqualTo(machine.now());
    }

    @Test
    void timeDoesNotGoBack() {
        file.save(machine.now().plusSeconds(60));
        assertThatThrownBy(() -> open(ClockKind.SYSTEM))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("it is " + machine.now().plusSeconds(60) + " already")
                .hasMessageContaining("--clock manual");
    }

    @Test
    void aClockFileThatCannotBeReadIsTold() throws Exception {
        Files.writeString(file.path(), "noon");
        assertThatThrownBy(() -> open(ClockKind.MANUAL))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("write the time it is there, such as");
    }
}
