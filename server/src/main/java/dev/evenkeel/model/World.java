package dev.evenkeel.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Everything that is known at one moment: what users asked for, the identities given out, and what
/// the health checks last saw.
///
/// Immutable; a new version shares all that did not change with the one before, so two versions can
/// be compared by reference.
public final class World {
    private final Site site;
    private final PMap<Scope, Region> regions;
    private final AddressUse addresses;
    private final PMap<String, PMap<TargetRef, TargetHealth>> health;

    private World(
            Site site,
            PMap<Scope, Region> regions,
            AddressUse addresses,
            PMap<String, PMap<TargetRef, TargetHealth>> health) {
        this.site = site;
        this.regions = regions;
        this.addresses = addresses;
        this.health = health;
    }

    public static World empty(Site site) {
        return new World(site, HashTreePMap.empty(), AddressUse.NONE, HashTreePMap.empty());
    }

    public Site site() {
        return site;
    }

    /// What one account has in one region; empty if nothing yet.
    public Region in(Scope scope) {
        return regions.getOrDefault(scope, Region.empty(scope));
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
        AddressUse used = addresses;
        for (Change change : changes) {
            Key key = change.key();
            Region before = next.getOrDefault(key.scope(), Region.empty(key.scope()));
            Region after = before.with(change);
            if (AddressUse.concerns(key)) {
                used = used.after(before.find(key).stream(), after.find(key).stream());
            }
            next = next.plus(key.scope(), after);
        }
        return new World(site, next, used, health);
    }

    AddressUse addresses() {
        return addresses;
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
        return new World(site, regions, addresses, health.plus(target.group(), group));
    }

    /// This world without any verdict on the target: it is checked no longer.
    public World forgetting(TargetRef target) {
        var group = healthIn(target.group()).minus(target);
        return new World(
                site,
                regions,
                addresses,
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
        private final PMap<Class<? extends Resource>, Holdings> kinds;

        private Region(Scope scope, PMap<Class<? extends Resource>, Holdings> kinds) {
            this.scope = scope;
            this.kinds = kinds;
        }

        private static Region empty(Scope scope) {
            return new Region(scope, HashTreePMap.empty());
        }

        public Scope scope() {
            return scope;
        }

        public <R extends Resource> Optional<R> find(Class<R> kind, String id) {
            return of(kind).find(id).map(kind::cast);
        }

        public <R extends Resource> Collection<R> all(Class<R> kind) {
            return as(of(kind).byId().values());
        }

        /// The resources of a kind that are found by `name` (see [Resource#foundBy]).
        public <R extends Resource> Collection<R> by(Class<R> kind, String name) {
            return as(of(kind).by(name));
        }

        /// All that resources of a kind are found by.
        public Set<String> names(Class<? extends Resource> kind) {
            return of(kind).names();
        }

        /// Whether the resources of a kind are the very same as in another version of this region.
        @SuppressWarnings("ReferenceEquality") // Versions share what did not change.
        public boolean shares(Region other, Class<? extends Resource> kind) {
            return of(kind).byId() == other.of(kind).byId();
        }

        /// The resource of a kind whose id is the greatest.
        public <R extends Resource> Optional<R> last(Class<R> kind) {
            var map = of(kind).byId();
            return map.isEmpty() ? Optional.empty() : find(kind, map.lastKey());
        }

        /// The resources of a kind whose ids begin with `prefix`.
        public <R extends Resource> Collection<R> withPrefix(Class<R> kind, String prefix) {
            return as(of(kind).byId().subMap(prefix, prefix + Character.MAX_VALUE).values());
        }

        private Holdings of(Class<? extends Resource> kind) {
            return kinds.getOrDefault(kind, Holdings.NONE);
        }

        @SuppressWarnings("unchecked") // Holdings of a kind hold only that kind: see with().
        private static <R extends Resource> Collection<R> as(Collection<Resource> some) {
            return (Collection<R>) some;
        }

        private Region with(Change change) {
            return switch (change) {
                case Change.Put(Resource resource) ->
                        new Region(
                                scope,
                                kinds.plus(
                                        resource.getClass(),
                                        of(resource.getClass()).plus(resource)));
                case Change.Remove(Key key) ->
                        kindOf(key)
                                .map(kind ->
                                        new Region(
                                                scope, kinds.plus(kind, of(kind).minus(key.id()))))
                                .orElse(this);
            };
        }

        public Optional<Resource> find(Key key) {
            return kindOf(key).flatMap(kind -> of(kind).find(key.id()));
        }

        private Optional<Class<? extends Resource>> kindOf(Key key) {
            for (Class<? extends Resource> kind : kinds.keySet()) {
                if (kind.getSimpleName().equals(key.kind())) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
