package dev.evenkeel.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/// Everything that is known at one moment: what users asked for, the identities given out, and what
/// the health checks last saw.
///
/// Immutable; a new version shares all that did not change with the one before, so two versions can
/// be compared by reference.
public final class World {
    private final Site site;
    private final PMap<Scope, Region> regions;
    private final PMap<String, PMap<TargetRef, TargetHealth>> health;

    private World(
            Site site,
            PMap<Scope, Region> regions,
            PMap<String, PMap<TargetRef, TargetHealth>> health) {
        this.site = site;
        this.regions = regions;
        this.health = health;
    }

    public static World empty(Site site) {
        return new World(site, HashTreePMap.empty(), HashTreePMap.empty());
    }

    public Site site() {
        return site;
    }

    /// What one account has in one region; empty if nothing yet.
    public Region in(Scope scope) {
        return regions.getOrDefault(scope, new Region(scope, HashTreePMap.empty()));
    }

    /// Every account and region that has something, in a fixed order.
    public List<Region> regions() {
        return regions.values().stream()
                .sorted(
                        Comparator.comparing((Region region) -> region.scope().account())
                                .thenComparing(region -> region.scope().region()))
                .toList();
    }

    /// This world after all of `changes`.
    public World with(List<Change> changes) {
        PMap<Scope, Region> next = regions;
        for (Change change : changes) {
            Scope scope = change.key().scope();
            Region region = next.getOrDefault(scope, new Region(scope, HashTreePMap.empty()));
            next = next.plus(scope, region.with(change));
        }
        return new World(site, next, health);
    }

    /// The last verdict on a target; INITIAL if there is none.
    public TargetHealth health(TargetRef target) {
        return healthIn(target.group()).getOrDefault(target, TargetHealth.INITIAL);
    }

    /// The verdicts on the targets of one group (see [TargetRef#group]).
    public PMap<TargetRef, TargetHealth> healthIn(String group) {
        return health.getOrDefault(group, HashTreePMap.empty());
    }

    /// This world with a new verdict.
    public World observing(TargetRef target, TargetHealth verdict) {
        var group = healthIn(target.group()).plus(target, verdict);
        return new World(site, regions, health.plus(target.group(), group));
    }

    /// This world without any verdict on the target: it is checked no longer.
    public World forgetting(TargetRef target) {
        var group = healthIn(target.group()).minus(target);
        return new World(
                site,
                regions,
                group.isEmpty()
                        ? health.minus(target.group())
                        : health.plus(target.group(), group));
    }

    /// Whether somebody switched the zone off.
    public boolean isOut(Scope scope, String zone) {
        return in(scope).find(ZoneOutage.class, zone).isPresent();
    }

    /// What one account has in one region. Iteration is in the order of the ids.
    public static final class Region {
        private final Scope scope;
        private final PMap<Class<?>, TreePMap<String, Resource>> kinds;

        private Region(Scope scope, PMap<Class<?>, TreePMap<String, Resource>> kinds) {
            this.scope = scope;
            this.kinds = kinds;
        }

        public Scope scope() {
            return scope;
        }

        public <R extends Resource> Optional<R> find(Class<R> kind, String id) {
            return Optional.ofNullable(of(kind).get(id));
        }

        public <R extends Resource> Collection<R> all(Class<R> kind) {
            return of(kind).values();
        }

        /// Whether the resources of a kind are the very same as in another version of this region.
        @SuppressWarnings("ReferenceEquality") // Versions share what did not change.
        public boolean shares(Region other, Class<? extends Resource> kind) {
            return kinds.get(kind) == other.kinds.get(kind);
        }

        /// The resource of a kind whose id is the greatest.
        public <R extends Resource> Optional<R> last(Class<R> kind) {
            var map = of(kind);
            return map.isEmpty() ? Optional.empty() : find(kind, map.lastKey());
        }

        /// The resources of a kind whose ids begin with `prefix`.
        public <R extends Resource> Collection<R> withPrefix(Class<R> kind, String prefix) {
            return of(kind).subMap(prefix, prefix + Character.MAX_VALUE).values();
        }

        @SuppressWarnings("unchecked") // A kind's map holds only that kind: see with().
        private <R extends Resource> TreePMap<String, R> of(Class<R> kind) {
            var map = kinds.get(kind);
            return map == null ? TreePMap.empty() : (TreePMap<String, R>) (TreePMap<String, ?>) map;
        }

        private Region with(Change change) {
            return switch (change) {
                case Change.Put(Resource resource) -> {
                    var map = kinds.getOrDefault(resource.getClass(), TreePMap.empty());
                    yield new Region(
                            scope,
                            kinds.plus(resource.getClass(), map.plus(resource.id(), resource)));
                }
                case Change.Remove(Key key) -> without(key);
            };
        }

        private Region without(Key key) {
            for (var entry : kinds.entrySet()) {
                if (entry.getKey().getSimpleName().equals(key.kind())) {
                    return new Region(
                            scope, kinds.plus(entry.getKey(), entry.getValue().minus(key.id())));
                }
            }
            return this;
        }
    }
}
