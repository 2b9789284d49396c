package dev.evenkeel.api.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.Scenario;
import org.junit.jupiter.api.Test;

class RebootTest {
    @Test
    void onlyTheRunningInstanceIsRebootedAndADryRunRebootsNone() {
        var machines = new FakeMachines();

        new Scenario(Ec2.operations(machines)).play("scenarios/ec2/reboot.txt");

        assertThat(machines.rebooted).hasSize(1);
    }
}
