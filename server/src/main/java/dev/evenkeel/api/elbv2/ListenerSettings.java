package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.DescribeListenerAttributesInput;
import dev.evenkeel.wire.elbv2.DescribeListenerAttributesOutput;
import dev.evenkeel.wire.elbv2.ListenerAttribute;
import dev.evenkeel.wire.elbv2.ModifyListenerAttributesInput;
import dev.evenkeel.wire.elbv2.ModifyListenerAttributesOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The attributes of a listener.
final class ListenerSettings {
    private ListenerSettings() {}

    static DescribeListenerAttributesOutput attributes(
            World world, Call call, DescribeListenerAttributesInput input) {
        Listener listener =
                Lookup.listener(world.in(call.scope()), requireNonNull(input.listenerArn()));
        return new DescribeListenerAttributesOutput(all(listener));
    }

    static Decision<ModifyListenerAttributesOutput> modifyAttributes(
            World world, Call call, ModifyListenerAttributesInput input) {
        Listener listener =
                Lookup.listener(world.in(call.scope()), requireNonNull(input.listenerArn()));
        var wanted = new TreeMap<String, String>();
        for (ListenerAttribute attribute : orEmpty(input.attributes())) {
            String value = attribute.value();
            wanted.put(String.valueOf(attribute.key()), value == null ? "" : value);
        }
        AttributeTable.LISTENER.check(ListenerView.kind(listener), wanted);
        Listener changed = listener.withAttributes(listener.attributes().with(wanted));
        return new Decision<>(
                List.of(new Change.Put(changed)), new ModifyListenerAttributesOutput(all(changed)));
    }

    private static List<ListenerAttribute> all(Listener listener) {
        return AttributeTable.LISTENER
                .effective(ListenerView.kind(listener), listener.attributes(), Map.of())
                .entrySet()
                .stream()
                .map(one -> new ListenerAttribute(one.getKey(), one.getValue()))
                .toList();
    }
}
