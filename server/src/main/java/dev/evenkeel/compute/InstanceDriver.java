package dev.evenkeel.compute;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/// Starts, stops and lists instances.
///
/// Every call returns at once and answers later on a thread of the driver's choice; a caller must
/// bear answers that fail, come twice or never come. Every call may be repeated: launching an
/// instance that is there, or ending one that is gone, is done. An instance is tagged with its id
/// *before* it starts, so that [#list] finds whatever runs, also after a crash of ours.
public interface InstanceDriver {
    void launch(Order order, Consumer<Outcome> whenDone);

    /// Starts a stopped instance again: same id, address and directory.
    void start(InstanceId id, Consumer<Outcome> whenDone);

    void stop(InstanceId id, Consumer<Outcome> whenDone);

    /// Freezes the instance as it is: it is listed as not running, and [#start] lets it go on where
    /// it was. Where what it ran is gone by then, it is started anew.
    void hibernate(InstanceId id, Consumer<Outcome> whenDone);

    /// Stops the instance and starts it again; it is listed as running all the while.
    void reboot(InstanceId id, Consumer<Outcome> whenDone);

    /// Ends the instance with everything it started, and forgets it.
    void terminate(InstanceId id, Consumer<Outcome> whenDone);

    /// What there is now. A listing that fails is not answered.
    void list(Consumer<Listing> whenDone);

    /// The end of what the instance wrote to its console.
    Optional<ConsoleOutput> console(InstanceId id);

    /// Makes everything in a zone unreachable, or reachable again. Launches into an unreachable
    /// zone are refused.
    void zoneReachable(String zone, boolean reachable);

    /// What to launch.
    record Order(
            InstanceId id,
            Scope scope,
            Instance.Placement placement,
            InstanceSettings settings,
            Tags tags,
            Optional<String> group,
            Instant launchedAt) {}

    /// How a request ended.
    sealed interface Outcome {
        record Done() implements Outcome {}

        /// `code` is one of EC2's error codes, e.g. `InsufficientInstanceCapacity`.
        record Refused(String code, String message, boolean mayRetry) implements Outcome {}
    }

    /// What there was at one moment. By the time it is read, it is already old.
    record Listing(Instant asOf, SortedMap<InstanceId, Seen> instances) {}

    /// One instance as the machine shows it; counters run from its start.
    record Seen(boolean running, long cpuNanos, long networkInBytes, long networkOutBytes) {}

    /// Text and the moment it was last written.
    record ConsoleOutput(String text, Instant writtenAt) {}
}
