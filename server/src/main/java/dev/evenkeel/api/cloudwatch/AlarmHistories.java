package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmHistoryInput;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmHistoryOutput;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What happened to alarms, the newest first unless asked otherwise.
final class AlarmHistories {
    private static final int PAGE = 100;
    private static final Comparator<AlarmHistoryItem> BY_TIME =
            Comparator.comparing(AlarmHistoryItem::at).thenComparing(AlarmHistoryItem::id);

    private AlarmHistories() {}

    static DescribeAlarmHistoryOutput describe(
            World world, Call call, DescribeAlarmHistoryInput input) {
        World.Region region = world.in(call.scope());
        String alarm = input.alarmName();
        Collection<AlarmHistoryItem> candidates =
                alarm == null
                        ? region.all(AlarmHistoryItem.class)
                        : region.withPrefix(AlarmHistoryItem.class, AlarmHistoryItem.prefix(alarm));
        boolean isOldestFirst = "TimestampAscending".equals(input.scanBy());
        List<AlarmHistoryItem> found =
                candidates.stream()
                        .filter(item -> matches(item, input))
                        .sorted(isOldestFirst ? BY_TIME : BY_TIME.reversed())
                        .toList();
        return page(found, input);
    }

    private static boolean matches(AlarmHistoryItem item, DescribeAlarmHistoryInput input) {
        List<String> types = requireNonNullElse(input.alarmTypes(), List.of("MetricAlarm"));
        String type = item.composite() ? "CompositeAlarm" : "MetricAlarm";
        Instant from = requireNonNullElse(input.startDate(), Instant.MIN);
        Instant to = requireNonNullElse(input.endDate(), Instant.MAX);
        return (types.contains(type) || item.alarm().equals(input.alarmName()))
                && (input.historyItemType() == null
                        || input.historyItemType().equals(item.type().word()))
                && !item.at().isBefore(from)
                && !item.at().isAfter(to);
    }

    /// Pages in the order asked for; the token counts what was shown.
    private static DescribeAlarmHistoryOutput page(
            List<AlarmHistoryItem> found, DescribeAlarmHistoryInput input) {
        List<Integer> positions = IntStream.range(0, found.size()).boxed().toList();
        var page =
                Page.of(
                        positions,
                        position -> String.format("%09d", position),
                        Page.Request.of(
                                input.nextToken(), input.maxRecords(), PAGE, "InvalidNextToken"));
        return DescribeAlarmHistoryOutput.builder()
                .alarmHistoryItems(page.items().stream().map(at -> written(found.get(at))).toList())
                .nextToken(page.next())
                .build();
    }

    private static dev.evenkeel.wire.cloudwatch.AlarmHistoryItem written(AlarmHistoryItem item) {
        return dev.evenkeel.wire.cloudwatch.AlarmHistoryItem.builder()
                .alarmName(item.alarm())
                .alarmType(item.composite() ? "CompositeAlarm" : "MetricAlarm")
                .timestamp(item.at())
                .historyItemType(item.type().word())
                .historySummary(item.summary())
                .historyData(item.data())
                .build();
    }
}
