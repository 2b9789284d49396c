package dev.evenkeel.api.ec2;

import dev.evenkeel.model.InstanceId;
import java.time.Instant;
import java.util.Optional;

/// What EC2's operations need of the running instances themselves, beyond the world.
public interface Machines {
    /// `x86_64` or `arm64`.
    String architecture();

    /// The end of what the instance wrote to its console.
    Optional<Console> console(InstanceId id);

    /// Asks for a restart; the instance stays `running`.
    void reboot(InstanceId id);

    /// Text and the moment it was last written.
    record Console(String text, Instant writtenAt) {}
}
