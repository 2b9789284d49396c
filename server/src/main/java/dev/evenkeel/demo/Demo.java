package dev.evenkeel.demo;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Tells the story against a running server and says whether every promise held.
public final class Demo {
    private final PrintStream out;
    private final Clock clock;
    private final Pause pause;
    private final BooleanSupplier stopped;
    private final Background background;

    /// `stopped` says that the process was told to end: then the story ends too, at its next wait.
    public Demo(
            PrintStream out,
            Clock clock,
            Pause pause,
            Background background,
            BooleanSupplier stopped) {
        this.out = out;
        this.clock = clock;
        this.pause = pause;
        this.stopped = stopped;
        this.background = background;
    }

    private void rest(Duration duration) {
        if (stopped.getAsBoolean()) {
            throw new Interruption();
        }
        pause.of(duration);
    }

    /// True if every promise held. With `stay`, the fleet is left running and its address printed.
    public boolean run(Site site, boolean stay) {
        var narrator = new Narrator(out, clock);
        try {
            var story = new Story(site, narrator, clock, this::rest, background);
            story.tell();
            if (!stay) {
                narrator.chapter("The end");
                story.end();
                narrator.say("the group and its instances are gone");
            }
            boolean kept = narrator.table();
            if (stay) {
                String port = site.api().substring(site.api().lastIndexOf(':'));
                out.printf(
                        "%nStill running: open http://%s-web.elb.localhost%s/ (Ctrl-C ends it)%n",
                        Fleet.NAME, port);
                out.flush();
            }
            return kept;
        } catch (Interruption told) {
            out.println("  ended early");
            return false;
        } catch (StoryException failed) {
            out.printf("%nThe story ended early: %s%n", failed.getMessage());
            narrator.table();
            out.flush();
            return false;
        }
    }
}
