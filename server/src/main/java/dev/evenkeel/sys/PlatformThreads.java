package dev.evenkeel.sys;

/// One operating-system thread for each piece of work, for work that computes: threads that compute
/// are given the processor in turns, virtual threads are not. Named classes only: it starts fast.
public final class PlatformThreads implements Background {
    @Override
    public void run(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
