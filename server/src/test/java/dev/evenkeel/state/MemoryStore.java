package dev.evenkeel.state;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A store whose disk is a map. Its process can die at any commit, and its disk can be full.
public final class MemoryStore implements Store {
    private final Site site;
    private final Map<Key, Resource> disk;
    private final CurrentWorld current;
    private boolean full;
    private Death death = Death.NONE;

    /// Whether the process dies at its next commit, and whether the disk had it by then.
    public enum Death {
        NONE,
        BEFORE_THE_DISK,
        AFTER_THE_DISK
    }

    /// The end of the process in the middle of a commit: no code of it runs after this.
    public static final class ProcessDied extends Error {
        private static final long serialVersionUID = 1L;
    }

    public MemoryStore(Site site) {
        this(site, new TreeMap<>());
    }

    private MemoryStore(Site site, Map<Key, Resource> disk) {
        this.site = site;
        this.disk = disk;
        List<Change> rows = disk.values().stream().<Change>map(Change.Put::new).toList();
        current = new CurrentWorld(World.empty(site).with(rows));
    }

    /// What the next process finds on the disk: all that was committed, nothing that was observed.
    public MemoryStore reopened() {
        return new MemoryStore(site, new TreeMap<>(disk));
    }

    public void diskFull(boolean isFull) {
        full = isFull;
    }

    public void dieAtNextCommit(Death when) {
        death = when;
    }

    @Override
    public World world() {
        return current.get();
    }

    @Override
    public void commit(List<Change> changes) {
        if (full) {
            throw new StoreException("cannot write the state: disk full");
        }
        if (death == Death.BEFORE_THE_DISK) {
            throw new ProcessDied();
        }
        for (Change change : changes) {
            switch (change) {
                case Change.Put(Resource resource) -> disk.put(resource.key(), resource);
                case Change.Remove(Key key) -> disk.remove(key);
            }
        }
        if (death == Death.AFTER_THE_DISK) {
            throw new ProcessDied();
        }
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
