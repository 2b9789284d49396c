package dev.evenkeel.compute.process;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Keeps starting a process apart from writing files that will be executed.
///
/// A process that is just being started holds a copy of every file we have open until it becomes
/// another program. If that is a script being written, running the script fails with "text file
/// busy".
final class Forking {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /// Work that writes files.
    interface Writing {
        void perform() throws IOException;
    }

    /// Writes while nothing is being started. Many may write at once.
    void write(Writing writing) throws IOException {
        lock.readLock().lock();
        try {
            writing.perform();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Starts a process while nobody writes; on return it is the other program.
    Process start(ProcessBuilder builder) throws IOException {
        lock.writeLock().lock();
        try {
            return builder.start();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
