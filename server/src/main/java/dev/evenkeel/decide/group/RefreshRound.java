package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.InstanceRefresh.Progress;
import dev.evenkeel.model.InstanceRefresh.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Brings a group's instance refresh further: counts who is done, stops at checkpoints, bakes,
/// turns back when an alarm sounds or nothing moves, and ends it.
final class RefreshRound {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(14);

    private final Draft draft;
    private final GroupView view;
    private final InstanceRefresh refresh;
    private final Refreshes members;

    private RefreshRound(Draft draft, GroupView view, InstanceRefresh refresh) {
        this.draft = draft;
        this.view = view;
        this.refresh = refresh;
        this.members = new Refreshes(view, refresh);
    }

    /// The group afterwards: a refresh that succeeds changes what it launches.
    static AutoScalingGroup run(Draft draft, GroupView view) {
        Optional<InstanceRefresh> active = Refreshes.active(draft.world(), view.group());
        if (active.isEmpty()) {
            return view.group();
        }
        if (view.group().deleting()) {
            draft.put(active.get().ended(Status.CANCELLED, "The group is deleted", draft.now()));
            return view.group();
        }
        return new RefreshRound(draft, view, active.get()).run();
    }

    private AutoScalingGroup run() {
        switch (refresh.status()) {
            case PENDING -> draft.put(refresh.at(Status.IN_PROGRESS, ""));
            case IN_PROGRESS, ROLLBACK_IN_PROGRESS -> {
                return move();
            }
            case BAKING -> {
                return bake();
            }
            case CANCELLING -> {
                if (!view.isBusy()) {
                    end(refresh, Status.CANCELLED, refresh.reason());
                }
            }
            case SUCCESSFUL, FAILED, CANCELLED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> {}
        }
        return view.group();
    }

    private AutoScalingGroup move() {
        Optional<String> sounding = sounding();
        if (sounding.isPresent()) {
            fail("The alarm " + sounding.get() + " went into the ALARM state");
            return view.group();
        }
        InstanceRefresh counted = refresh.with(progress());
        if (counted.progress().left() == 0 || members.isPartDone(counted.progress())) {
            return complete(counted);
        }
        if (isOverdue(counted)) {
            fail(
                    members.isBlocked()
                            ? "The instance refresh waited too long for instances that are"
                                    + " protected from scale in or in standby"
                            : "The instance refresh did not make progress in time");
            return view.group();
        }
        for (Instance standby : members.standbyToEnd()) {
            String cause =
                    ActivityText.replacedFor(
                            draft.now(), ActivityText.REFRESH, standby.instanceId());
            Departure.begin(draft, view.group(), standby, cause);
        }
        if (!counted.equals(refresh)) {
            draft.put(counted);
        }
        return view.group();
    }

    private boolean isOverdue(InstanceRefresh counted) {
        Instant counts = counted.progress().movedAt();
        Instant waits = counted.progress().waitsUntil().orElse(counts);
        Instant moved = waits.isAfter(counts) ? waits : counts;
        return !draft.now().isBefore(moved.plus(PATIENCE).plus(members.warmup()))
                || !draft.now().isBefore(refresh.startedAt().plus(LONGEST));
    }

    private Progress progress() {
        List<Instance> concerned = members.concerned();
        int total = Math.max(GroupView.units(concerned), view.desired() - members.ignored());
        int done =
                GroupView.units(
                        concerned.stream().filter(m -> members.isDone(m, draft.now())).toList());
        Progress before = refresh.progress();
        int percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
        boolean moved = percent != before.percent() || total - done != before.left();
        var now =
                new Progress(
                        percent,
                        total - done,
                        before.checkpointsPassed(),
                        before.waitsUntil(),
                        moved ? draft.now() : before.movedAt());
        return atCheckpoint(now);
    }

    private Progress atCheckpoint(Progress now) {
        List<Integer> checkpoints = refresh.preferences().checkpoints();
        int passed = now.checkpointsPassed();
        boolean reached =
                refresh.status() == Status.IN_PROGRESS
                        && passed < checkpoints.size()
                        && now.percent() >= checkpoints.get(passed);
        return reached
                ? new Progress(
                        now.percent(),
                        now.left(),
                        passed + 1,
                        Optional.of(draft.now().plus(refresh.preferences().checkpointDelay())),
                        now.movedAt())
                : now;
    }

    /// All is replaced; what is left is the last checkpoint's delay and the baking.
    private AutoScalingGroup complete(InstanceRefresh done) {
        if (done.progress().waitsUntil().filter(draft.now()::isBefore).isPresent()) {
            if (!done.equals(refresh)) {
                draft.put(done);
            }
            return view.group();
        }
        if (refresh.status() == Status.ROLLBACK_IN_PROGRESS) {
            end(done, Status.ROLLBACK_SUCCESSFUL, refresh.reason());
            return view.group();
        }
        Duration bake = refresh.preferences().bakeTime();
        if (bake.isZero()) {
            return succeed(done);
        }
        Progress progress = done.progress();
        draft.put(
                done.with(
                                new Progress(
                                        progress.percent(),
                                        progress.left(),
                                        progress.checkpointsPassed(),
                                        Optional.of(draft.now().plus(bake)),
                                        draft.now()))
                        .at(Status.BAKING, ""));
        return view.group();
    }

    private AutoScalingGroup bake() {
        Optional<String> sounding = sounding();
        if (sounding.isPresent()) {
            fail("The alarm " + sounding.get() + " went into the ALARM state");
            return view.group();
        }
        boolean isOver = refresh.progress().waitsUntil().filter(draft.now()::isBefore).isEmpty();
        return isOver ? succeed(refresh) : view.group();
    }

    private AutoScalingGroup succeed(InstanceRefresh done) {
        end(done, Status.SUCCESSFUL, "");
        if (refresh.desired().isEmpty()) {
            return view.group();
        }
        AutoScalingGroup updated = view.group().edit().launchSource(refresh.desired().get()).done();
        draft.put(updated);
        Weights.changed(draft.world(), updated).forEach(draft::put);
        return updated;
    }

    private void fail(String why) {
        if (refresh.status() == Status.ROLLBACK_IN_PROGRESS) {
            end(refresh, Status.ROLLBACK_FAILED, why);
        } else if (refresh.preferences().autoRollback()) {
            draft.put(refresh.turnedBack(why, draft.now()));
        } else {
            end(refresh, Status.FAILED, why);
        }
    }

    private void end(InstanceRefresh last, Status status, String why) {
        draft.put(last.ended(status, why, draft.now()));
    }

    private Optional<String> sounding() {
        if (refresh.status() == Status.ROLLBACK_IN_PROGRESS) {
            return Optional.empty();
        }
        return refresh.preferences().alarms().stream()
                .filter(name ->
                        draft.world()
                                .in(refresh.scope())
                                .find(Alarm.class, name)
                                .filter(a -> a.status().state() == Alarm.State.ALARM)
                                .isPresent())
                .findFirst();
    }
}
