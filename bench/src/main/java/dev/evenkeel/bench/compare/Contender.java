package dev.evenkeel.bench.compare;

/// A proxy that takes part: started, pinned to its core, with every [Door] that it has open.
interface Contender extends AutoCloseable {
    String name();

    /// Where a load finds a door: `127.0.0.1:18101`.
    String authority(Door door);

    boolean has(Door door);

    /// Opens `door` if that waits until somebody uses it.
    default void prepare(Door door) {}

    /// The process that does the work, with all its children.
    ProcessHandle process();

    /// The memory it holds now.
    default Memory memory() {
        return new Memory(Resident.of(process()), 0);
    }

    /// Bytes that are resident, and of a heap that is collected those that live: a heap may have
    /// had room before, and it may have grown for other reasons.
    record Memory(long resident, long living) {
        /// How much more it is than `before`: by the measure that shows more.
        long since(Memory before) {
            return Math.max(resident - before.resident, living - before.living);
        }
    }

    /// How it was set up, as its own tool would read it.
    String configuration();

    @Override
    void close();
}
