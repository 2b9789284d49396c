package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// One lock for each instance that is being worked on. Any thread may use it.
final class InstanceLocks {
    private record Shared(ReentrantLock lock, int users) {}

    private final Map<InstanceId, Shared> locks = new ConcurrentHashMap<>();

    /// Work done under a lock.
    interface Task<R, E extends Exception> {
        R perform() throws E;
    }

    /// Performs `task` when nobody else works on the instance.
    <R, E extends Exception> R holding(InstanceId id, Task<R, E> task) throws E {
        ReentrantLock lock = enter(id);
        lock.lock();
        try {
            return task.perform();
        } finally {
            lock.unlock();
            leave(id);
        }
    }

    boolean isHeld(InstanceId id) {
        return locks.containsKey(id);
    }

    private ReentrantLock enter(InstanceId id) {
        return locks.compute(
                        id,
                        (_, shared) ->
                                shared == null
                                        ? new Shared(new ReentrantLock(), 1)
                                        : new Shared(shared.lock(), shared.users() + 1))
                .lock();
    }

    private void leave(InstanceId id) {
        locks.computeIfPresent(
                id,
                (_, shared) ->
                        shared.users() == 1 ? null : new Shared(shared.lock(), shared.users() - 1));
    }
}
