package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.ListTagsForResourceInput;
import dev.evenkeel.wire.cloudwatch.ListTagsForResourceOutput;
import dev.evenkeel.wire.cloudwatch.Tag;
import dev.evenkeel.wire.cloudwatch.TagResourceInput;
import dev.evenkeel.wire.cloudwatch.TagResourceOutput;
import dev.evenkeel.wire.cloudwatch.UntagResourceInput;
import dev.evenkeel.wire.cloudwatch.UntagResourceOutput;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tags of alarms, by the alarm's ARN.
final class AlarmTags {
    private AlarmTags() {}

    static Tags of(@Nullable List<Tag> given) {
        var tags = new TreeMap<String, String>();
        for (Tag tag : requireNonNullElse(given, List.<Tag>of())) {
            tags.put(requireNonNull(tag.key()), requireNonNull(tag.value()));
        }
        return new Tags(tags);
    }

    static ListTagsForResourceOutput list(World world, Call call, ListTagsForResourceInput input) {
        AnyAlarm alarm = alarm(world, call, requireNonNull(input.resourceARN()));
        return ListTagsForResourceOutput.builder()
                .tags(
                        alarm.tags().values().entrySet().stream()
                                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                                .toList())
                .build();
    }

    static Decision<TagResourceOutput> tag(World world, Call call, TagResourceInput input) {
        AnyAlarm alarm = alarm(world, call, requireNonNull(input.resourceARN()));
        Tags tags = alarm.tags().plus(of(input.tags()).values());
        return new Decision<>(
                List.of(alarm.withTags(tags).put()), TagResourceOutput.builder().build());
    }

    static Decision<UntagResourceOutput> untag(World world, Call call, UntagResourceInput input) {
        AnyAlarm alarm = alarm(world, call, requireNonNull(input.resourceARN()));
        Tags tags = alarm.tags().minus(requireNonNullElse(input.tagKeys(), List.of()));
        return new Decision<>(
                List.of(alarm.withTags(tags).put()), UntagResourceOutput.builder().build());
    }

    private static AnyAlarm alarm(World world, Call call, String arn) {
        return new AlarmLookup(world, call)
                .all()
                .filter(alarm -> alarm.arn().value().equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new ApiFault(
                                CloudWatchErrors.RESOURCE_NOT_FOUND_EXCEPTION,
                                "Unknown resource: " + arn));
    }
}
