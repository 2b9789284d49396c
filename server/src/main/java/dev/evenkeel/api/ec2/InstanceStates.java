package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.InstanceStateChange;
import dev.evenkeel.wire.ec2.RebootInstancesRequest;
import dev.evenkeel.wire.ec2.StartInstancesRequest;
import dev.evenkeel.wire.ec2.StartInstancesResult;
import dev.evenkeel.wire.ec2.StopInstancesRequest;
import dev.evenkeel.wire.ec2.StopInstancesResult;
import dev.evenkeel.wire.ec2.TerminateInstancesRequest;
import dev.evenkeel.wire.ec2.TerminateInstancesResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Stops, starts, reboots and terminates instances, by writing the state they shall pass through
/// next.
final class InstanceStates {
    static final String BY_USER_CODE = "Client.UserInitiatedShutdown";
    private static final String BY_USER = BY_USER_CODE + ": User initiated shutdown";

    private final Machines machines;

    InstanceStates(Machines machines) {
        this.machines = machines;
    }

    /// What became of every instance asked for.
    private record Moved(List<Change> changes, List<InstanceStateChange> states) {}

    static Decision<StopInstancesResult> stop(World world, Call call, StopInstancesRequest input) {
        UnaryOperator<Instance> step =
                Present.isTrue(input.hibernate())
                        ? InstanceStates::hibernated
                        : instance -> stopped(instance, BY_USER);
        Moved moved = move(world, call, input.instanceIds(), step);
        return new Decision<>(moved.changes(), new StopInstancesResult(moved.states()));
    }

    private static Instance hibernated(Instance instance) {
        if (!instance.settings().canHibernate()) {
            throw new ApiFault(
                    "UnsupportedHibernationConfiguration",
                    "The instance '"
                            + instance.id()
                            + "' is not enabled for hibernation: it was launched without"
                            + " HibernationOptions.Configured.");
        }
        return stopped(instance, Instance.HIBERNATED);
    }

    private static Instance stopped(Instance instance, String why) {
        return switch (instance.state()) {
            case RUNNING -> instance.withState(State.STOPPING, why);
            case STOPPING, STOPPED -> instance;
            case PENDING, SHUTTING_DOWN, TERMINATED -> throw incorrect(instance, "stopped");
        };
    }

    static Decision<StartInstancesResult> start(
            World world, Call call, StartInstancesRequest input) {
        Moved moved = move(world, call, input.instanceIds(), instance -> started(instance, call));
        return new Decision<>(moved.changes(), new StartInstancesResult(moved.states()));
    }

    private static Instance started(Instance instance, Call call) {
        return switch (instance.state()) {
            case STOPPED -> instance.withState(State.PENDING, "").withLaunchedAt(call.now());
            case PENDING, RUNNING -> instance;
            case STOPPING, SHUTTING_DOWN, TERMINATED -> throw incorrect(instance, "started");
        };
    }

    static Decision<TerminateInstancesResult> terminate(
            World world, Call call, TerminateInstancesRequest input) {
        Moved moved = move(world, call, input.instanceIds(), InstanceStates::terminated);
        return new Decision<>(moved.changes(), new TerminateInstancesResult(moved.states()));
    }

    private static Instance terminated(Instance instance) {
        return instance.state().isEnding()
                ? instance
                : instance.withState(State.SHUTTING_DOWN, BY_USER);
    }

    Nothing reboot(World world, Call call, RebootInstancesRequest input) {
        var instances =
                new InstanceLookup(world.in(call.scope()))
                        .find(Present.orEmpty(input.instanceIds()));
        for (Instance instance : instances) {
            if (instance.state() != State.RUNNING) {
                throw incorrect(instance, "rebooted");
            }
        }
        instances.forEach(instance -> machines.reboot(instance.instanceId()));
        return Nothing.NOTHING;
    }

    private static Moved move(
            World world, Call call, @Nullable List<String> ids, UnaryOperator<Instance> step) {
        var instances = new InstanceLookup(world.in(call.scope())).find(Present.orEmpty(ids));
        var changes = new ArrayList<Change>();
        var states = new ArrayList<InstanceStateChange>();
        for (Instance instance : instances) {
            Instance next = step.apply(instance);
            if (!next.equals(instance)) {
                changes.add(new Change.Put(next));
            }
            states.add(
                    new InstanceStateChange(
                            instance.id(),
                            InstanceShapes.state(next.state()),
                            InstanceShapes.state(instance.state())));
        }
        return new Moved(changes, states);
    }

    private static ApiFault incorrect(Instance instance, String participle) {
        return new ApiFault(
                "IncorrectInstanceState",
                "The instance '"
                        + instance.id()
                        + "' is not in a state from which it can be "
                        + participle
                        + ".");
    }
}
