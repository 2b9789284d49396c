package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.util.Optional;

/// One line of `/proc`: a process that is not a zombie, with the instance its environment names.
///
/// `cpuTicks` counts its own time and that of the children it has collected, in hundredths of a
/// second; `startedTicks` is counted from the machine's boot.
record ProcessEntry(
        int pid,
        int parent,
        int session,
        String name,
        State state,
        long cpuTicks,
        long startedTicks,
        Optional<InstanceId> tag) {
    /// As far as it matters here.
    enum State {
        LIVE,
        STOPPED,
        ZOMBIE
    }

    // Fields of /proc/PID/stat behind the name, counted from 0 (proc(5) counts from 1, from the
    // pid).
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int USER_TIME = 11;
    private static final int COLLECTED_SYSTEM_TIME = 14;
    private static final int START = 19;

    /// Reads a `/proc/PID/stat` line. The name may hold any character, so it ends at the last
    /// parenthesis.
    static ProcessEntry parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] fields = stat.substring(close + 2).strip().split(" ");
        long cpu = 0;
        for (int i = USER_TIME; i <= COLLECTED_SYSTEM_TIME; i++) {
            cpu += Long.parseLong(fields[i]);
        }
        return new ProcessEntry(
                Integer.parseInt(stat.substring(0, open).strip()),
                Integer.parseInt(fields[PARENT]),
                Integer.parseInt(fields[SESSION]),
                stat.substring(open + 1, close),
                state(fields[STATE]),
                cpu,
                Long.parseLong(fields[START]),
                Optional.empty());
    }

    private static State state(String letter) {
        return switch (letter) {
            case "Z", "X", "x" -> State.ZOMBIE;
            case "T", "t" -> State.STOPPED;
            default -> State.LIVE;
        };
    }

    ProcessEntry tagged(Optional<InstanceId> next) {
        return new ProcessEntry(pid, parent, session, name, state, cpuTicks, startedTicks, next);
    }
}
