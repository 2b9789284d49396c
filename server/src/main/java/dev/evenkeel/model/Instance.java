package dev.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An EC2 instance: an identity we gave out, what it should be, and the last state we saw it in.
///
/// `stateReason` is AWS's `StateReason` code and message joined by `: `, or empty. `endedAt` is
/// when it was terminated.
public record Instance(
        InstanceId instanceId,
        Scope scope,
        String reservationId,
        Placement placement,
        InstanceSettings settings,
        Instant launchedAt,
        State state,
        String stateReason,
        Optional<Instant> endedAt,
        Optional<GroupMembership> membership,
        Tags tags)
        implements Resource {
    /// Why an instance is stopped that goes on where it was when it is started.
    public static final String HIBERNATED =
            "Client.UserInitiatedHibernate: User initiated hibernate";

    /// Whether it is stopped, or being stopped, with all it runs kept in memory.
    public boolean isHibernating() {
        return (state == State.STOPPING || state == State.STOPPED)
                && stateReason.equals(HIBERNATED);
    }

    @Override
    public String id() {
        return instanceId.value();
    }

    /// The group it belongs to, and its state unless it simply runs.
    @Override
    public List<String> foundBy() {
        List<String> group = membership.map(m -> List.of(memberOf(m.group()))).orElse(List.of());
        if (state == State.RUNNING) {
            return group;
        }
        return Stream.concat(group.stream(), Stream.of(in(state))).toList();
    }

    /// Finds the members of a group, those that ended included.
    public static String memberOf(String group) {
        return "of " + group;
    }

    /// Finds those in any state but running.
    public static String in(State state) {
        return "is " + state.word();
    }

    /// Where it stands in the network.
    public record Placement(
            String zone, String subnetId, String address, String networkInterfaceId) {}

    /// EC2's instance states with their codes.
    public enum State {
        PENDING(0, "pending"),
        RUNNING(16, "running"),
        SHUTTING_DOWN(32, "shutting-down"),
        TERMINATED(48, "terminated"),
        STOPPING(64, "stopping"),
        STOPPED(80, "stopped");

        private final int code;
        private final String word;

        State(int code, String word) {
            this.code = code;
            this.word = word;
        }

        public int code() {
            return code;
        }

        /// As the API writes it: `shutting-down`.
        public String word() {
            return word;
        }

        /// Whether it is on its way out or gone for good.
        public boolean isEnding() {
            return this == SHUTTING_DOWN || this == TERMINATED;
        }
    }

    public Instance withState(State next, String reason) {
        return new Instance(
                instanceId,
                scope,
                reservationId,
                placement,
                settings,
                launchedAt,
                next,
                reason,
                endedAt,
                membership,
                tags);
    }

    public Instance terminated(Instant at) {
        return new Instance(
                instanceId,
                scope,
                reservationId,
                placement,
                settings,
                launchedAt,
                State.TERMINATED,
                stateReason,
                Optional.of(at),
                membership,
                tags);
    }

    public Instance withMembership(Optional<GroupMembership> next) {
        return new Instance(
                instanceId,
                scope,
                reservationId,
                placement,
                settings,
                launchedAt,
                state,
                stateReason,
                endedAt,
                next,
                tags);
    }

    public Instance withLaunchedAt(Instant next) {
        return new Instance(
                instanceId,
                scope,
                reservationId,
                placement,
                settings,
                next,
                state,
                stateReason,
                endedAt,
                membership,
                tags);
    }

    public Instance withTags(Tags next) {
        return new Instance(
                instanceId,
                scope,
                reservationId,
                placement,
                settings,
                launchedAt,
                state,
                stateReason,
                endedAt,
                membership,
                next);
    }
}
