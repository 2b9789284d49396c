package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.TargetRef;
import java.util.Map;

/// What load balancers concluded from the answers of targets. Told by the data plane, on any
/// thread.
@FunctionalInterface
public interface TargetConduct {
    /// Every target is as the others of its group.
    TargetConduct INCONSPICUOUS = Map::of;

    /// `anomalous`: it fails more often than the others. `mitigated`: it gets fewer requests for
    /// it.
    record Verdict(boolean anomalous, boolean mitigated) {
        static final Verdict NORMAL = new Verdict(false, false);
    }

    /// The targets about which there is something to say.
    Map<TargetRef, Verdict> verdicts();
}
