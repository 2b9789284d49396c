package dev.evenkeel;

import dev.evenkeel.cli.CannotStart;
import dev.evenkeel.cli.CommandLineTool;
import dev.evenkeel.cli.Commands;
import dev.evenkeel.cli.Settings;
import dev.evenkeel.demo.Demo;
import dev.evenkeel.demo.Site;
import dev.evenkeel.simulate.Simulate;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import dev.evenkeel.sys.Randomness;
import dev.evenkeel.sys.Shutdown;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The program: `evenkeel COMMAND`.
public final class Main implements Commands {
    private static final int FIRST_DEMO_PORT = 8080;

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var tool =
                new CommandLineTool(
                        new Main(out),
                        new CommandLineTool.Surroundings(
                                System.getenv(),
                                new PrintWriter(out, true, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                                Clock.system(),
                                Randomness.secure()));
        System.exit(tool.run(arguments));
    }

    @Override
    public int serve(Settings settings) {
        var shutdown = Shutdown.install();
        try (var running = Server.start(settings)) {
            out.println("evenkeel ready: " + running.url());
            shutdown.await();
            return 0;
        } finally {
            shutdown.finished();
        }
    }

    @Override
    public int demo(Settings settings, Story story) {
        var shutdown = Shutdown.install();
        Path temporary = story.keepData() ? settings.data() : temporaryDirectory();
        try (var running = Server.start(settings.forDemo(temporary))) {
            out.println("evenkeel ready: " + running.url() + ", data in " + temporary);
            var demo =
                    new Demo(
                            out,
                            Clock.system(),
                            Pause.system(),
                            Background.virtualThreads(),
                            shutdown::isAsked);
            boolean kept = demo.run(site(running, settings), !story.exit());
            if (!story.exit()) {
                shutdown.await();
            }
            return kept ? 0 : 1;
        } finally {
            if (!story.keepData()) {
                delete(temporary);
            }
            shutdown.finished();
        }
    }

    @Override
    public int simulate(Experiment experiment) {
        new Simulate(out)
                .run(experiment.file(), experiment.compare(), experiment.csv(), experiment.svg());
        return 0;
    }

    private static Site site(Server.Running running, Settings settings) {
        return new Site(
                running.url(),
                running.dns(),
                running.keys().getFirst(),
                settings.scope().region(),
                settings.zones(),
                FIRST_DEMO_PORT);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("evenkeel-demo-");
        } catch (IOException failed) {
            throw new CannotStart(
                    "cannot make a temporary directory ("
                            + failed.getMessage()
                            + "); name a directory with --data DIR",
                    failed);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + directory, failed);
        }
    }
}
