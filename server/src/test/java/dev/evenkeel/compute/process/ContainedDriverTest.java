package dev.evenkeel.compute.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// In the best containment this machine has.
class ContainedDriverTest implements ProcessDriverContract {
    @TempDir Path data;
    private Ground ground;

    @BeforeEach
    void open() throws Exception {
        ground = new Ground(data, Containment.detect());
    }

    @AfterEach
    void clear() throws Exception {
        ground.clear(this);
    }

    @Override
    public Ground ground() {
        return ground;
    }
}
