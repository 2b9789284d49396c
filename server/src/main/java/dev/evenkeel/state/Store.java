package dev.evenkeel.state;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps the world. One writer, the control loop's thread; any thread may read the current
/// snapshot.
public interface Store extends AutoCloseable {
    /// The latest snapshot, by one volatile read.
    World world();

    /// Makes all of `changes` durable, then visible, or none of them.
    ///
    /// @throws StoreException when they could not be made durable; the world is unchanged then
    void commit(List<Change> changes);

    /// Makes what the health checks saw visible, all at once. Not durable: it is observed again
    /// after a start. Empty forgets the target.
    void observe(Map<TargetRef, Optional<TargetHealth>> verdicts);

    /// Calls `reader` with the current world now and after every change, on the writer's thread,
    /// before `commit` returns.
    void subscribe(Consumer<World> reader);

    @Override
    void close();
}
