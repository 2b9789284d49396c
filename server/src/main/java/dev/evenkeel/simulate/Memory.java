package dev.evenkeel.simulate;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.state.CurrentWorld;
import dev.evenkeel.state.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A world that ends with the simulation.
final class Memory implements Store {
    private final CurrentWorld current;

    Memory(Site site) {
        current = new CurrentWorld(World.empty(site));
    }

    @Override
    public World world() {
        return current.get();
    }

    @Override
    public void commit(List<Change> changes) {
        current.apply(changes);
    }

    @Override
    public void observe(Map<TargetRef, Optional<TargetHealth>> verdicts) {
        current.observe(verdicts);
    }

    @Override
    public void subscribe(Consumer<World> reader) {
        current.subscribe(reader);
    }

    @Override
    public void close() {}
}
