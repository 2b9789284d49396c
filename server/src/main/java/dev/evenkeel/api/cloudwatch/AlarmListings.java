package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsForMetricInput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsForMetricOutput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsInput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsOutput;
import dev.evenkeel.wire.cloudwatch.MetricAlarm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Alarms found by name, state, action, metric, or what other alarms say of them.
final class AlarmListings {
    private static final int PAGE = 50;

    private AlarmListings() {}

    static DescribeAlarmsOutput describe(World world, Call call, DescribeAlarmsInput input) {
        var lookup = new AlarmLookup(world, call);
        List<String> types = requireNonNullElse(input.alarmTypes(), List.of("MetricAlarm"));
        List<String> relatives = relatives(lookup, input);
        List<AnyAlarm> found =
                lookup.all()
                        .filter(alarm -> types.contains(type(alarm)) || !relatives.isEmpty())
                        .filter(alarm -> matches(alarm, input, relatives))
                        .toList();
        var page =
                Page.of(
                        found,
                        AnyAlarm::name,
                        Page.Request.of(
                                input.nextToken(), input.maxRecords(), PAGE, "InvalidNextToken"));
        var metricAlarms = new ArrayList<MetricAlarm>();
        var compositeAlarms = new ArrayList<dev.evenkeel.wire.cloudwatch.CompositeAlarm>();
        for (AnyAlarm alarm : page.items()) {
            switch (alarm) {
                case Alarm metric -> metricAlarms.add(AlarmForm.written(metric));
                case CompositeAlarm composite ->
                        compositeAlarms.add(CompositeForm.written(lookup, composite, call.now()));
            }
        }
        return DescribeAlarmsOutput.builder()
                .metricAlarms(metricAlarms)
                .compositeAlarms(compositeAlarms)
                .nextToken(page.next())
                .build();
    }

    private static String type(AnyAlarm alarm) {
        return switch (alarm) {
            case Alarm _ -> "MetricAlarm";
            case CompositeAlarm _ -> "CompositeAlarm";
        };
    }

    /// The names of the children or parents that were asked for.
    private static List<String> relatives(AlarmLookup lookup, DescribeAlarmsInput input) {
        String parent = input.childrenOfAlarmName();
        String child = input.parentsOfAlarmName();
        if (parent != null && child != null) {
            throw ApiFault.validation(
                    "ChildrenOfAlarmName and ParentsOfAlarmName cannot be given together.");
        }
        if (parent != null) {
            return lookup.children(parent).toList();
        }
        return child == null ? List.of() : lookup.parents(child).map(CompositeAlarm::name).toList();
    }

    private static boolean matches(
            AnyAlarm alarm, DescribeAlarmsInput input, List<String> relatives) {
        List<String> names = requireNonNullElse(input.alarmNames(), List.of());
        String action = input.actionPrefix();
        boolean asksRelatives =
                input.childrenOfAlarmName() != null || input.parentsOfAlarmName() != null;
        return (names.isEmpty() || names.contains(alarm.name()))
                && alarm.name().startsWith(requireNonNullElse(input.alarmNamePrefix(), ""))
                && (input.stateValue() == null || input.stateValue().equals(alarm.state().name()))
                && (action == null || actions(alarm).anyMatch(a -> a.startsWith(action)))
                && (!asksRelatives || relatives.contains(alarm.name()));
    }

    private static Stream<String> actions(AnyAlarm alarm) {
        Alarm.Actions actions = alarm.actions();
        return Stream.of(actions.ok(), actions.alarm(), actions.insufficientData())
                .flatMap(List::stream);
    }

    static DescribeAlarmsForMetricOutput forMetric(
            World world, Call call, DescribeAlarmsForMetricInput input) {
        MetricId metric =
                Dimensions.metric(input.namespace(), input.metricName(), input.dimensions());
        return DescribeAlarmsForMetricOutput.builder()
                .metricAlarms(
                        world.in(call.scope()).all(Alarm.class).stream()
                                .filter(alarm ->
                                        alarm.watch() instanceof Alarm.Watch.Metric watch
                                                && watch.metric().equals(metric)
                                                && watchesAs(watch, input))
                                .map(AlarmForm::written)
                                .toList())
                .build();
    }

    private static boolean watchesAs(Alarm.Watch.Metric watch, DescribeAlarmsForMetricInput input) {
        return (input.statistic() == null || input.statistic().equals(watch.statistic()))
                && (input.extendedStatistic() == null
                        || input.extendedStatistic().equals(watch.statistic()))
                && (input.period() == null || input.period() == watch.period().toSeconds())
                && (input.unit() == null || input.unit().equals(watch.unit().orElse("")));
    }
}
