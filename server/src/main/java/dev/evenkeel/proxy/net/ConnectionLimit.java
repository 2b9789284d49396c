package dev.evenkeel.proxy.net;

import dev.evenkeel.sys.OpenFiles;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections of clients there may be at a time, through all load balancers together.
///
/// More would leave no files for targets, the store and instances. Any thread.
public final class ConnectionLimit {
    /// What everything else needs.
    private static final int RESERVED = 256;

    /// A client's socket and its target's, and a pipe for each while a large body is spliced.
    private static final int FILES_EACH = 4;

    private static final int LEAST = 64;

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionLimit(int most) {
        this.most = most;
    }

    /// What a process that may open so many files can take.
    static ConnectionLimit ofFiles(int files) {
        return new ConnectionLimit(Math.max(LEAST, (files - RESERVED) / FILES_EACH));
    }

    /// What this process can take.
    public static ConnectionLimit ofThisProcess() {
        return ofFiles(OpenFiles.most());
    }

    public int most() {
        return most;
    }

    /// Counts one more, unless there are as many as there may be.
    boolean enter() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /// One that entered is closed.
    void leave() {
        open.decrementAndGet();
    }
}
