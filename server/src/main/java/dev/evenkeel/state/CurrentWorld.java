package dev.evenkeel.state;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The snapshot every store shows, and those who follow it.
///
/// Written by the control thread only; any thread reads the latest world by one volatile read.
public final class CurrentWorld {
    private static final Logger LOG = System.getLogger(CurrentWorld.class.getName());

    private final List<Consumer<World>> readers = new CopyOnWriteArrayList<>();
    private volatile World world;

    public CurrentWorld(World world) {
        this.world = world;
    }

    public World get() {
        return world;
    }

    public void apply(List<Change> changes) {
        publish(world.with(changes));
    }

    /// Shows new verdicts, or forgets targets. Verdicts that say nothing new wake nobody.
    public void observe(Map<TargetRef, Optional<TargetHealth>> verdicts) {
        World next = world;
        boolean news = false;
        for (var each : verdicts.entrySet()) {
            TargetRef target = each.getKey();
            Optional<TargetHealth> verdict = each.getValue();
            if (!Optional.ofNullable(next.healthIn(target.group()).get(target)).equals(verdict)) {
                next =
                        verdict.isPresent()
                                ? next.observing(target, verdict.get())
                                : next.forgetting(target);
                news = true;
            }
        }
        if (news) {
            publish(next);
        }
    }

    public void subscribe(Consumer<World> reader) {
        readers.add(reader);
        tell(reader, world);
    }

    private void publish(World next) {
        world = next;
        readers.forEach(reader -> tell(reader, next));
    }

    /// What is durable stays done: a reader that fails cannot take the change back.
    private static void tell(Consumer<World> reader, World world) {
        try {
            reader.accept(world);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a reader of the world failed", e);
        }
    }
}
