package dev.evenkeel.simulate;

import dev.evenkeel.cli.CannotStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `evenkeel simulate FILE`: tries the policies of a scenario, and those of others, on its load.
public final class Simulate {
    private final PrintStream out;

    public Simulate(PrintStream out) {
        this.out = out;
    }

    /// @param compare other scenarios, whose policies are tried on the group and load of `file`
    /// @throws CannotStart with the line that is wrong, and the cure
    public void run(Path file, List<Path> compare, Optional<Path> csv, Optional<Path> svg) {
        List<Run> runs = runs(file, compare);
        if (runs.size() == 1) {
            Report.table(runs.getFirst()).forEach(out::println);
            out.println();
        }
        Report.comparison(runs).forEach(out::println);
        csv.ifPresent(to -> write(to, String.join("\n", Report.csv(runs)) + "\n"));
        svg.ifPresent(to -> write(to, Picture.of(String.valueOf(file.getFileName()), runs)));
    }

    static List<Run> runs(Path file, List<Path> compare) {
        Scenario scenario = ScenarioFile.read(file);
        if (scenario.load().length().toMinutes() < 1) {
            throw new CannotStart(
                    file + ": the load lasts less than a minute; add points to [load]");
        }
        var sets = new ArrayList<>(scenario.policies());
        compare.forEach(other -> sets.addAll(ScenarioFile.read(other).policies()));
        return sets.stream().map(set -> Simulation.run(scenario, set)).toList();
    }

    private static void write(Path to, String text) {
        try {
            Files.writeString(to, text);
        } catch (IOException failed) {
            throw new CannotStart(
                    "cannot write " + to + " (" + failed.getMessage() + "); name another file",
                    failed);
        }
    }
}
