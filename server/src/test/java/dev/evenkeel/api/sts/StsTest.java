package dev.evenkeel.api.sts;

import dev.evenkeel.api.Scenario;
import org.junit.jupiter.api.Test;

class StsTest {
    @Test
    void theCallerIsTheRootUserOfItsAccount() {
        new Scenario(Sts.operations()).play("scenarios/sts/caller-identity.txt");
    }
}
