package dev.evenkeel.story;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sim.Plant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// The names a story has for instances: `i1`, `i2`, ... in the order of their launch.
final class Names {
    private static final Pattern NAME = Pattern.compile("\\bi\\d+\\b");
    private static final Pattern ID = Pattern.compile("i-[0-9a-f]{17}");

    private final Plant plant;
    private final Map<String, String> idOf = new HashMap<>();
    private final Map<String, String> nameOf = new HashMap<>();

    Names(Plant plant) {
        this.plant = plant;
    }

    /// Names the instances that are new.
    void learn() {
        plant.instances().stream()
                .filter(i -> !nameOf.containsKey(i.id()))
                .sorted(
                        Comparator.comparing(Instance::launchedAt)
                                .thenComparing(i -> i.placement().zone())
                                .thenComparing(Instance::id))
                .forEach(i -> name(i.id()));
    }

    private void name(String id) {
        String name = "i" + (nameOf.size() + 1);
        nameOf.put(id, name);
        idOf.put(name, id);
    }

    String nameOf(Instance instance) {
        learn();
        return Objects.requireNonNull(nameOf.get(instance.id()));
    }

    InstanceId id(String name) {
        return new InstanceId(Objects.requireNonNull(idOf.get(name), name));
    }

    /// A text with ids for the names in it.
    String ids(String text) {
        return NAME.matcher(text)
                .replaceAll(m -> Objects.requireNonNullElse(idOf.get(m.group()), m.group()));
    }

    /// A text with names for the ids in it, and neither times nor random ids.
    String told(String text) {
        learn();
        return ID.matcher(text)
                .replaceAll(m -> Objects.requireNonNullElse(nameOf.get(m.group()), m.group()))
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+0000)", "T")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID");
    }
}
