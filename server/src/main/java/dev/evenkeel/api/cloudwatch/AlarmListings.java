package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsForMetricInput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsForMetricOutput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsInput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsOutput;
import java.util.List;
import java.util.stream.Stream;

/// Alarms found by name, state, action or metric. There are no composite alarms.
final class AlarmListings {
    private static final int PAGE = 50;

    private AlarmListings() {}

    static DescribeAlarmsOutput describe(World world, Call call, DescribeAlarmsInput input) {
        List<String> types = requireNonNullElse(input.alarmTypes(), List.of());
        boolean metricAlarms = types.isEmpty() || types.contains("MetricAlarm");
        List<Alarm> found =
                metricAlarms
                        ? world.in(call.scope()).all(Alarm.class).stream()
                                .filter(alarm -> matches(alarm, input))
                                .toList()
                        : List.of();
        var page =
                Page.of(
                        found,
                        Alarm::name,
                        Page.Request.of(
                                input.nextToken(), input.maxRecords(), PAGE, "InvalidNextToken"));
        return DescribeAlarmsOutput.builder()
                .metricAlarms(page.items().stream().map(AlarmForm::written).toList())
                .compositeAlarms(List.of())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(Alarm alarm, DescribeAlarmsInput input) {
        List<String> names = requireNonNullElse(input.alarmNames(), List.of());
        String action = input.actionPrefix();
        return (names.isEmpty() || names.contains(alarm.name()))
                && alarm.name().startsWith(requireNonNullElse(input.alarmNamePrefix(), ""))
                && (input.stateValue() == null
                        || input.stateValue().equals(alarm.status().state().name()))
                && (action == null || actions(alarm).anyMatch(a -> a.startsWith(action)))
                && input.childrenOfAlarmName() == null
                && input.parentsOfAlarmName() == null;
    }

    private static Stream<String> actions(Alarm alarm) {
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
