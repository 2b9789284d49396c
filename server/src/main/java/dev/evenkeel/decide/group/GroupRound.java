package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.InstancePlanner.Plan;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.ResourceIds;
import java.util.List;
import java.util.Optional;

/// What a round does for one group: members move on, the sick are marked, the size is put right.
/// Each step sees what the one before decided.
public final class GroupRound {
    private final Draft draft;
    private final List<Advice> advice;
    private AutoScalingGroup group;
    private GroupView view;

    private GroupRound(Draft draft, GroupView view) {
        this.draft = draft;
        this.advice = view.advice();
        this.group = view.group();
        this.view = view;
    }

    /// Answers what the group's function is to be asked before more can be done.
    public static List<TerminationQuestion> run(Draft draft, GroupView view) {
        var round = new GroupRound(draft, view);
        round.advance(view);
        MemberHealth.mark(draft, round.view());
        round.group = RefreshRound.run(draft, round.view());
        FailedFunction.tell(draft, view);
        List<TerminationQuestion> questions = round.resize();
        Pool.resize(draft, round.view());
        if (view.group().deleting()) {
            // In the round after its last member's end, so that this end can be told.
            GroupDeletion.finish(draft, view);
        }
        return questions;
    }

    /// Looked up again only if something changed.
    @SuppressWarnings("ReferenceEquality") // A world that did not change is the same object.
    private GroupView view() {
        if (view.world() != draft.world() || view.group() != group) {
            view = GroupView.of(draft.world(), group).advised(advice);
        }
        return view;
    }

    private void put(AutoScalingGroup next) {
        group = next;
        draft.put(next);
    }

    private void advance(GroupView view) {
        boolean anyEnded = false;
        for (Instance member : view.members()) {
            anyEnded |=
                    switch (GroupView.phase(member)) {
                        case COMING -> Arrival.advance(draft, view, member);
                        case LEAVING -> Departure.advance(draft, group, member);
                        case ASIDE -> StepAside.advance(draft, group, member);
                        case WARM -> {
                            Pool.advance(draft, view, member);
                            yield false;
                        }
                        case SERVING, ENDED -> false;
                    };
        }
        coolDown(anyEnded);
    }

    /// The pause after a simple scaling activity begins when the last instance of it is done.
    private void coolDown(boolean anyEnded) {
        if (group.cooldown().equals(Cooldown.NONE)) {
            return;
        }
        if (anyEnded) {
            put(group.edit().cooldown(new Cooldown(draft.now(), group.cooldown().length())).done());
        } else if (!group.cooldown().holds(draft.now()) && !view().isBusy()) {
            put(group.edit().cooldown(Cooldown.NONE).done());
        }
    }

    private List<TerminationQuestion> resize() {
        GroupView view = view();
        Plan plan = InstancePlanner.plan(view, draft.now());
        for (InstancePlanner.Leave leave : plan.leaves()) {
            Departure.begin(draft, group, leave);
        }
        new Arrival(draft, group).begin(plan.launches());
        if (plan.isStuck()) {
            tellStuck();
        }
        boolean isReached = plan.isEmpty() && view.isFilled();
        if (plan.isStuck() || (isReached && !group.lastChange().isEmpty())) {
            put(group.edit().lastChange("").done());
        }
        return plan.questions();
    }

    private void tellStuck() {
        var activity =
                new Activity(
                        group.scope(),
                        ResourceIds.uuid(draft.random()).toString(),
                        group.name(),
                        ActivityText.ALL_PROTECTED,
                        group.lastChange(),
                        draft.now(),
                        Optional.of(draft.now()),
                        Activity.Status.CANCELLED,
                        ActivityText.ALL_PROTECTED,
                        100,
                        "{}");
        draft.put(activity);
    }
}
