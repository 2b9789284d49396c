package dev.evenkeel.state;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
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

    /// Shows a new verdict, or forgets the target. A verdict that says nothing new wakes nobody.
    public void observe(TargetRef target, Optional<TargetHealth> verdict) {
        Optional<TargetHealth> known =
                Optional.ofNullable(world.healthIn(target.group()).get(target));
        if (!known.equals(verdict)) {
            publish(
                    verdict.map(seen -> world.observing(target, seen))
                            .orElseGet(() -> world.forgetting(target)));
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
