package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import java.util.HashMap;
import java.util.Map;

/// Tells the driver which zones somebody switched off, and which are back.
final class ZoneReconciler implements Reconciler {
    private final InstanceDriver driver;
    private final Map<String, Boolean> told = new HashMap<>();

    ZoneReconciler(InstanceDriver driver) {
        this.driver = driver;
    }

    @Override
    public void reconcile(Draft draft) {
        for (String zone : draft.world().site().zones()) {
            boolean reachable = !isOut(draft.world(), zone);
            if (told.getOrDefault(zone, !reachable) != reachable) {
                driver.zoneReachable(zone, reachable);
                told.put(zone, reachable);
            }
        }
    }

    private static boolean isOut(World world, String zone) {
        return world.regions().stream()
                .anyMatch(region -> region.find(ZoneOutage.class, zone).isPresent());
    }
}
