package dev.evenkeel.sys;

import java.time.Duration;

/// Runs a task later. Who implements it says on which thread: the control loop runs its timers on
/// its own thread.
public interface Timers {
    /// Runs `task` once, `delay` from now. A delay of zero runs it as soon as the thread is free,
    /// never inline.
    Timer after(Duration delay, Runnable task);

    /// A task that has not run yet.
    interface Timer {
        /// Forgets the task if it has not started.
        void cancel();
    }
}
