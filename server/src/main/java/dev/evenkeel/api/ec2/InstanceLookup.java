package dev.evenkeel.api.ec2;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the instances a request names; one that is missing fails the whole request.
final class InstanceLookup {
    private final World.Region region;

    InstanceLookup(World.Region region) {
        this.region = region;
    }

    Instance find(@Nullable String id) {
        return find(id == null ? List.of() : List.of(id)).getFirst();
    }

    /// In the order asked for, each once.
    List<Instance> find(List<String> ids) {
        if (ids.isEmpty()) {
            throw Ec2Faults.missing("InstanceId");
        }
        var found = new ArrayList<Instance>();
        var missing = new ArrayList<String>();
        for (String id : ids.stream().distinct().toList()) {
            if (!InstanceId.isInstanceId(id)) {
                throw Ec2Faults.malformedInstance(id);
            }
            region.find(Instance.class, id).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        if (!missing.isEmpty()) {
            throw Ec2Faults.noInstances(missing);
        }
        return found;
    }
}
