package dev.evenkeel.sys;

/// Runs work that may block, away from the caller's thread. Results are posted back by the work
/// itself.
public interface Background {
    /// Starts `work` on a thread of its own, named `name`.
    void run(String name, Runnable work);

    /// One virtual thread for each piece of work.
    static Background virtualThreads() {
        return (name, work) -> Thread.ofVirtual().name(name).start(work);
    }

    /// One platform thread for each piece of work, for what runs as long as the process.
    static Background platformThreads() {
        return (name, work) -> Thread.ofPlatform().name(name).start(work);
    }
}
