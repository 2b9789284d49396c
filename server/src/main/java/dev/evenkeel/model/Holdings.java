package dev.evenkeel.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/// The resources of one kind in one region: by their ids, and by what else they are found by (see
/// [Resource#foundBy]). Immutable; what did not change is shared with the version before.
final class Holdings {
    static final Holdings NONE = new Holdings(TreePMap.empty(), HashTreePMap.empty());

    private final TreePMap<String, Resource> byId;
    private final PMap<String, TreePMap<String, Resource>> byName;

    private Holdings(
            TreePMap<String, Resource> byId, PMap<String, TreePMap<String, Resource>> byName) {
        this.byId = byId;
        this.byName = byName;
    }

    TreePMap<String, Resource> byId() {
        return byId;
    }

    Optional<Resource> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// In the order of their ids.
    Collection<Resource> by(String name) {
        return byName.getOrDefault(name, TreePMap.empty()).values();
    }

    Set<String> names() {
        return byName.keySet();
    }

    Holdings plus(Resource resource) {
        var names = byName;
        for (String name : namesOf(resource.id())) {
            if (!resource.foundBy().contains(name)) {
                names = without(names, name, resource.id());
            }
        }
        for (String name : resource.foundBy()) {
            var others = names.getOrDefault(name, TreePMap.empty());
            names = names.plus(name, others.plus(resource.id(), resource));
        }
        return new Holdings(byId.plus(resource.id(), resource), names);
    }

    Holdings minus(String id) {
        var names = byName;
        for (String name : namesOf(id)) {
            names = without(names, name, id);
        }
        return new Holdings(byId.minus(id), names);
    }

    private List<String> namesOf(String id) {
        return find(id).map(Resource::foundBy).orElse(List.of());
    }

    private static PMap<String, TreePMap<String, Resource>> without(
            PMap<String, TreePMap<String, Resource>> names, String name, String id) {
        var left = names.getOrDefault(name, TreePMap.empty()).minus(id);
        return left.isEmpty() ? names.minus(name) : names.plus(name, left);
    }
}
