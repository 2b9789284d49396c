package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.PropagatedTag;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.CreateOrUpdateTagsType;
import dev.evenkeel.wire.autoscaling.DeleteTagsType;
import dev.evenkeel.wire.autoscaling.DescribeTagsType;
import dev.evenkeel.wire.autoscaling.Filter;
import dev.evenkeel.wire.autoscaling.Tag;
import dev.evenkeel.wire.autoscaling.TagDescription;
import dev.evenkeel.wire.autoscaling.TagsType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tags of groups. What propagates reaches the instances launched from then on.
final class GroupTags {
    private static final String RESOURCE_TYPE = "auto-scaling-group";
    private static final int MAX_TAGS = 50;

    private GroupTags() {}

    /// `before` with the tags asked for added or replaced, sorted by key.
    static List<PropagatedTag> merged(Collection<PropagatedTag> before, @Nullable List<Tag> asked) {
        Map<String, PropagatedTag> all = new TreeMap<>();
        before.forEach(tag -> all.put(tag.key(), tag));
        for (Tag tag : Present.orEmpty(asked)) {
            String key = checkedKey(tag);
            String value = tag.value() == null ? "" : tag.value();
            boolean propagates = tag.propagateAtLaunch() == null || tag.propagateAtLaunch();
            all.put(key, new PropagatedTag(key, value, propagates));
        }
        if (all.size() > MAX_TAGS) {
            throw ApiFault.validation("A group can have at most " + MAX_TAGS + " tags.");
        }
        return List.copyOf(all.values());
    }

    private static String checkedKey(Tag tag) {
        String key = tag.key() == null ? "" : tag.key();
        if (key.isEmpty() || key.startsWith("aws:")) {
            throw ApiFault.validation("Tag key '" + key + "' is invalid.");
        }
        return key;
    }

    static List<TagDescription> shapes(AutoScalingGroup group) {
        return group.tags().stream().map(tag -> shape(group, tag)).toList();
    }

    private static TagDescription shape(AutoScalingGroup group, PropagatedTag tag) {
        return new TagDescription(
                group.name(), RESOURCE_TYPE, tag.key(), tag.value(), tag.propagates());
    }

    static Decision<Nothing> createOrUpdate(World world, Call call, CreateOrUpdateTagsType input) {
        var changes = new ArrayList<Change>();
        byGroup(world, call, input.tags())
                .forEach((group, tags) ->
                        changes.add(
                                new Change.Put(
                                        group.edit().tags(merged(group.tags(), tags)).done())));
        return new Decision<>(changes, Nothing.NOTHING);
    }

    static Decision<Nothing> delete(World world, Call call, DeleteTagsType input) {
        var changes = new ArrayList<Change>();
        byGroup(world, call, input.tags())
                .forEach((group, tags) ->
                        changes.add(
                                new Change.Put(
                                        group.edit().tags(without(group.tags(), tags)).done())));
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static List<PropagatedTag> without(List<PropagatedTag> before, List<Tag> gone) {
        return before.stream()
                .filter(tag -> gone.stream().noneMatch(other -> tag.key().equals(other.key())))
                .toList();
    }

    private static Map<AutoScalingGroup, List<Tag>> byGroup(
            World world, Call call, @Nullable List<Tag> tags) {
        var lookup = new GroupLookup(world, call);
        Map<AutoScalingGroup, List<Tag>> byGroup = new LinkedHashMap<>();
        for (Tag tag : Present.orEmpty(tags)) {
            if (tag.resourceType() != null && !tag.resourceType().equals(RESOURCE_TYPE)) {
                throw ApiFault.validation("Invalid resource type '" + tag.resourceType() + "'.");
            }
            byGroup.computeIfAbsent(lookup.find(tag.resourceId()), group -> new ArrayList<>())
                    .add(tag);
        }
        return byGroup;
    }

    static TagsType describe(World world, Call call, DescribeTagsType input) {
        List<TagDescription> all =
                world.in(call.scope()).all(AutoScalingGroup.class).stream()
                        .flatMap(group -> shapes(group).stream())
                        .filter(tag -> matches(tag, Present.orEmpty(input.filters())))
                        .toList();
        var page =
                Page.of(
                        all,
                        tag -> tag.resourceId() + "\n" + tag.key(),
                        Pages.request(input.nextToken(), input.maxRecords(), 50));
        return new TagsType(page.items(), page.next());
    }

    private static boolean matches(TagDescription tag, List<Filter> filters) {
        for (Filter filter : filters) {
            String name = filter.name() == null ? "" : filter.name();
            String value =
                    switch (name) {
                        case "auto-scaling-group" -> tag.resourceId();
                        case "key" -> tag.key();
                        case "value" -> tag.value();
                        case "propagate-at-launch" -> String.valueOf(tag.propagateAtLaunch());
                        default ->
                                throw ApiFault.validation(
                                        "Filter type " + name + " is not correct.");
                    };
            if (value == null || !Present.orEmpty(filter.values()).contains(value)) {
                return false;
            }
        }
        return true;
    }
}
