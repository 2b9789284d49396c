package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.Map;

/// Moves composite alarms as soon as an alarm they speak of has moved. Where no alarm changed there
/// is nothing to look at.
final class CompositeReconciler implements Reconciler {
    private final Map<Scope, World.Region> seen = new HashMap<>();
    private final Map<Scope, World.Region> looking = new HashMap<>();

    @Override
    public void reconcile(Draft draft) {
        looking.clear();
        for (World.Region region : draft.world().regions()) {
            World.Region before = seen.get(region.scope());
            looking.put(region.scope(), region);
            boolean isSame =
                    before != null
                            && region.shares(before, Alarm.class)
                            && region.shares(before, CompositeAlarm.class);
            if (!isSame) {
                evaluate(draft, region);
            }
        }
    }

    @Override
    public void committed() {
        seen.putAll(looking);
    }

    private static void evaluate(Draft draft, World.Region region) {
        for (CompositeAlarm alarm : CompositeEvaluator.inOrder(region)) {
            World.Region current = draft.world().in(region.scope());
            CompositeAlarm found = CompositeEvaluator.evaluate(current, alarm, draft.now());
            if (!found.equals(alarm)) {
                draft.put(found);
                AlarmHistory.moved(current, alarm, found).forEach(draft::make);
            }
        }
    }
}
