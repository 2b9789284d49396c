package dev.evenkeel.sys;

import java.time.Duration;

/// Holds the calling thread for a while: for drivers that must wait for the kernel, which does not
/// call back.
public interface Pause {
    /// Returns after `duration`, or earlier if the thread is interrupted, which it then stays.
    void of(Duration duration);

    static Pause system() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
