package dev.evenkeel.compute.process;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which zones are switched off. What was said last is true at once; it is noted on disk, so that
/// it stays true for the next driver. Any thread may use it.
final class Zones {
    private final Installation installation;
    private final Set<String> off = ConcurrentHashMap.newKeySet();

    Zones(Installation installation) throws IOException {
        this.installation = installation;
        off.addAll(installation.zonesOff());
    }

    boolean isOff(String zone) {
        return off.contains(zone);
    }

    void say(String zone, boolean reachable) {
        if (reachable) {
            off.remove(zone);
        } else {
            off.add(zone);
        }
    }

    /// Notes what was said last, whoever is late.
    synchronized void note(String zone) throws IOException {
        installation.noteZone(zone, isOff(zone));
    }
}
