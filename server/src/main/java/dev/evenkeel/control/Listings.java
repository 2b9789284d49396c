package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps listing what runs: one listing on its way at a time, a new one when it came or was lost.
/// Only the youngest is kept. Runs on the control thread.
final class Listings {
    private final InstanceDriver driver;
    private final Executor loop;
    private final Runnable wake;
    private final Limits limits;
    private final List<Consumer<Listing>> followers = new CopyOnWriteArrayList<>();
    private Optional<Listing> latest = Optional.empty();
    private boolean isNew;
    private Instant lostAfter = Instant.MIN;

    Listings(InstanceDriver driver, Executor loop, Runnable wake, Limits limits) {
        this.driver = driver;
        this.loop = loop;
        this.wake = wake;
        this.limits = limits;
    }

    /// Hands every listing to `follower` as well, on the control thread.
    void follow(Consumer<Listing> follower) {
        followers.add(follower);
    }

    /// Asks for the next listing unless one is on its way.
    void refresh(Instant now) {
        if (now.isBefore(lostAfter)) {
            return;
        }
        lostAfter = now.plus(limits.listingPatience());
        driver.list(this::post);
    }

    private void post(Listing listing) {
        try {
            loop.execute(() -> arrived(listing));
        } catch (RejectedExecutionException _) {
            // As good as lost: the next one is asked for when this one's time is over.
        }
    }

    private void arrived(Listing listing) {
        lostAfter = Instant.MIN;
        if (latest.filter(known -> !known.asOf().isBefore(listing.asOf())).isPresent()) {
            return;
        }
        boolean isSame = latest.filter(known -> showsTheSame(known, listing)).isPresent();
        latest = Optional.of(listing);
        isNew = true;
        followers.forEach(follower -> follower.accept(listing));
        if (!isSame) {
            wake.run();
        }
    }

    /// A listing that shows what the one before showed may wait for the next tick.
    private static boolean showsTheSame(Listing one, Listing other) {
        return one.instances().size() == other.instances().size()
                && one.instances().entrySet().stream()
                        .allMatch(e -> isSame(e.getValue(), other.instances().get(e.getKey())));
    }

    private static boolean isSame(Seen one, @Nullable Seen other) {
        return other != null && one.running() == other.running();
    }

    Optional<Listing> latest() {
        return latest;
    }

    /// The latest listing, once.
    Optional<Listing> takeNew() {
        Optional<Listing> taken = isNew ? latest : Optional.empty();
        isNew = false;
        return taken;
    }
}
