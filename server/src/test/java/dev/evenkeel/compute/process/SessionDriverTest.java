package dev.evenkeel.compute.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Where there are no namespaces.
class SessionDriverTest implements ProcessDriverContract {
    @TempDir Path data;
    private Ground ground;

    @BeforeEach
    void open() throws Exception {
        ground = new Ground(data, Containment.SESSION);
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
