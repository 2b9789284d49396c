package dev.evenkeel;

import dev.evenkeel.cli.CannotStart;
import dev.evenkeel.cli.ClockKind;
import dev.evenkeel.control.ControlLoop;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.FirstChecks;
import dev.evenkeel.control.TimeMachine;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.ClockFile;
import dev.evenkeel.sys.ManualTime;
import dev.evenkeel.sys.Timers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The time of the control plane: `clock`, which its decisions go by, and `timers`, which run on
/// its thread. It is the machine's own, or one that users move; then `manual` is there.
record Timepiece(Clock machine, Clock clock, Timers timers, Optional<ManualTime> manual) {
    private static final Duration LOOKING = Duration.ofSeconds(1);

    /// Continues where the clock of the data directory stands.
    ///
    /// @throws CannotStart when the machine's clock is behind a time that has been
    static Timepiece open(ClockKind kind, ClockFile file, Clock machine, ControlLoop loop) {
        try {
            return switch (kind) {
                case SYSTEM -> system(file, machine, loop);
                case MANUAL -> manual(file, machine, loop);
            };
        } catch (UncheckedIOException failed) {
            throw new CannotStart(
                    "cannot use the clock in "
                            + file.path()
                            + " ("
                            + failed.getMessage()
                            + "); write the time it is there, such as "
                            + machine.now(),
                    failed);
        }
    }

    private static Timepiece system(ClockFile file, Clock machine, ControlLoop loop) {
        Optional<Instant> ahead = file.read().filter(kept -> kept.isAfter(machine.now()));
        if (ahead.isPresent()) {
            throw new CannotStart(
                    "in this data directory it is "
                            + ahead.get()
                            + " already, and time does not go back; use --clock manual, or another"
                            + " --data DIR");
        }
        file.forget();
        return new Timepiece(machine, machine, loop, Optional.empty());
    }

    private static Timepiece manual(ClockFile file, Clock machine, ControlLoop loop) {
        Instant start = file.read().orElseGet(machine::now);
        var manual = new ManualTime(start, loop, file);
        return new Timepiece(machine, manual, manual, Optional.of(manual));
    }

    /// The API's way to this clock, which waits for the controller and for what `others` have under
    /// way. A machine is looked at every second also while time stands still: what dies is seen
    /// dead.
    TravelClock travel(
            Controller controller, List<Supplier<List<String>>> others, ControlLoop loop) {
        manual.ifPresent(_ -> loop.execute(() -> look(controller, loop)));
        var checks = new FirstChecks(machine);
        return new TravelClock(
                this,
                manual.map(time ->
                        new TimeMachine(
                                time,
                                () -> underWay(controller, others, checks),
                                new TimeMachine.Machine(machine, loop, loop))));
    }

    private static List<String> underWay(
            Controller controller, List<Supplier<List<String>>> others, FirstChecks checks) {
        return Stream.concat(Stream.of(controller.underWay()), others.stream().map(Supplier::get))
                .filter(open -> !open.isEmpty())
                .findFirst()
                .orElseGet(() -> checks.underWay(controller.world()));
    }

    private static void look(Controller controller, ControlLoop loop) {
        controller.look();
        Timers.Timer _ = loop.after(LOOKING, () -> look(controller, loop));
    }

    /// How far the clock is ahead of the machine's; nothing where it is the machine's.
    Duration ahead() {
        return manual.map(time -> Duration.between(machine.now(), time.now()))
                .orElse(Duration.ZERO);
    }
}
