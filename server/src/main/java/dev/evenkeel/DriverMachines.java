package dev.evenkeel;

import dev.evenkeel.api.ec2.Machines;
import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.Controller;
import dev.evenkeel.model.InstanceId;
import java.util.Optional;

/// EC2's way to the running instances.
record DriverMachines(InstanceDriver driver, Controller controller) implements Machines {
    @Override
    public String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    }

    @Override
    public Optional<Console> console(InstanceId id) {
        return driver.console(id).map(output -> new Console(output.text(), output.writtenAt()));
    }

    @Override
    public void reboot(InstanceId id) {
        controller.reboot(id);
    }
}
