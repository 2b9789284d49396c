package dev.evenkeel.api.ec2;

import dev.evenkeel.model.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Machines that print one line each and remember who was rebooted.
final class FakeMachines implements Machines {
    final List<InstanceId> rebooted = new ArrayList<>();

    @Override
    public String architecture() {
        return "x86_64";
    }

    @Override
    public Optional<Console> console(InstanceId id) {
        return Optional.of(new Console("hello", Instant.EPOCH));
    }

    @Override
    public void reboot(InstanceId id) {
        rebooted.add(id);
    }
}
