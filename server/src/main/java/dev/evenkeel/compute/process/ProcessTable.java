package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The processes of all instances as `/proc` showed them at one moment.
///
/// A process belongs to an instance if its environment carries the instance's tag, if its parent
/// belongs to it, or if the leader of its session carries the tag. Zombies belong to nothing.
final class ProcessTable {
    private final Map<Integer, ProcessEntry> all = new HashMap<>();
    private final Map<InstanceId, List<ProcessEntry>> members = new TreeMap<>();

    ProcessTable(List<ProcessEntry> entries) {
        entries.forEach(entry -> all.put(entry.pid(), entry));
        for (ProcessEntry entry : entries) {
            owner(entry)
                    .ifPresent(
                            id -> members.computeIfAbsent(id, _ -> new ArrayList<>()).add(entry));
        }
    }

    private Optional<InstanceId> owner(ProcessEntry entry) {
        Set<Integer> seen = new TreeSet<>();
        Optional<ProcessEntry> at = Optional.of(entry);
        while (at.isPresent() && seen.add(at.get().pid())) {
            if (at.get().tag().isPresent()) {
                return at.get().tag();
            }
            at = Optional.ofNullable(all.get(at.get().parent()));
        }
        return Optional.ofNullable(all.get(entry.session())).flatMap(ProcessEntry::tag);
    }

    /// The instances that have at least one process.
    Set<InstanceId> instances() {
        return members.keySet();
    }

    List<ProcessEntry> of(InstanceId id) {
        return members.getOrDefault(id, List.of());
    }

    /// The process that `main` names, if it still is the same one.
    Optional<ProcessEntry> find(MainProcess main) {
        return Optional.ofNullable(all.get(main.pid()))
                .filter(entry -> entry.startedTicks() == main.startedTicks());
    }
}
