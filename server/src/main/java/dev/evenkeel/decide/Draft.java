package dev.evenkeel.decide;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A decision in the making: the world as it will be, and the changes that lead there.
///
/// What is put is seen by what is decided next, so that two steps that touch the same resource add
/// up. Nobody else sees it until the changes are committed. Lives no longer than one decision.
public final class Draft {
    private final Instant now;
    private final RandomGenerator random;
    private final Map<Key, Change> changes = new LinkedHashMap<>();
    private World world;

    public Draft(Moment moment) {
        now = moment.now();
        random = moment.random();
        world = moment.world();
    }

    public World world() {
        return world;
    }

    public Instant now() {
        return now;
    }

    public RandomGenerator random() {
        return random;
    }

    public void put(Resource resource) {
        make(new Change.Put(resource));
    }

    public void remove(Resource resource) {
        remove(resource.key());
    }

    public void remove(Key key) {
        make(new Change.Remove(key));
    }

    /// Makes a change that somebody else decided on.
    public void make(Change change) {
        changes.put(change.key(), change);
        world = world.with(List.of(change));
    }

    /// A draft that starts where this one stands, to be adopted or forgotten.
    public Draft branch() {
        return new Draft(new Moment(world, now, random));
    }

    public void adopt(Draft branch) {
        changes.putAll(branch.changes);
        world = branch.world;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public List<Change> changes() {
        return List.copyOf(changes.values());
    }
}
