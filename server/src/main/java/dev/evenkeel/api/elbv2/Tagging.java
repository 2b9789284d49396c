package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.TagList;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.AddTagsInput;
import dev.evenkeel.wire.elbv2.AddTagsOutput;
import dev.evenkeel.wire.elbv2.DescribeTagsInput;
import dev.evenkeel.wire.elbv2.DescribeTagsOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.RemoveTagsInput;
import dev.evenkeel.wire.elbv2.RemoveTagsOutput;
import dev.evenkeel.wire.elbv2.Tag;
import dev.evenkeel.wire.elbv2.TagDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Tags of load balancers, listeners, rules and target groups.
final class Tagging {
    private Tagging() {}

    /// The tags a request gives to something new.
    static Tags of(@Nullable List<Tag> given) {
        return limited(
                TagList.of(
                        given,
                        new TagList.Shape<>(Tag::key, Tag::value),
                        key ->
                                new ApiFault(
                                        Elbv2Errors.DUPLICATE_TAG_KEYS,
                                        "Tag keys must be unique, but '"
                                                + key
                                                + "' was specified more than once")));
    }

    static Decision<AddTagsOutput> add(World world, Call call, AddTagsInput input) {
        Tags more = of(input.tags());
        World.Region region = world.in(call.scope());
        return new Decision<>(
                each(
                        region,
                        orEmpty(input.resourceArns()),
                        old -> limited(old.plus(more.values()))),
                new AddTagsOutput());
    }

    static Decision<RemoveTagsOutput> remove(World world, Call call, RemoveTagsInput input) {
        World.Region region = world.in(call.scope());
        return new Decision<>(
                each(
                        region,
                        orEmpty(input.resourceArns()),
                        old -> old.minus(orEmpty(input.tagKeys()))),
                new RemoveTagsOutput());
    }

    static DescribeTagsOutput describe(World world, Call call, DescribeTagsInput input) {
        World.Region region = world.in(call.scope());
        var descriptions = new ArrayList<TagDescription>();
        for (String arn : orEmpty(input.resourceArns())) {
            descriptions.add(new TagDescription(arn, written(tagged(region, arn).tags())));
        }
        return new DescribeTagsOutput(descriptions);
    }

    /// Something that has tags, and how to give it others.
    private record Tagged(Tags tags, Function<Tags, Resource> with) {}

    private static Tagged tagged(World.Region region, String arn) {
        if (ArnKind.RULE.matches(arn)) {
            ListenerRule rule = Lookup.rule(region, arn);
            return new Tagged(rule.tags(), rule::withTags);
        }
        if (ArnKind.LISTENER.matches(arn)) {
            Listener listener = Lookup.listener(region, arn);
            return new Tagged(listener.tags(), listener::withTags);
        }
        if (ArnKind.TARGET_GROUP.matches(arn)) {
            TargetGroup group = Lookup.targetGroup(region, arn);
            return new Tagged(group.tags(), group::withTags);
        }
        LoadBalancer loadBalancer = Lookup.loadBalancer(region, arn);
        return new Tagged(loadBalancer.tags(), loadBalancer::withTags);
    }

    private static List<Change> each(
            World.Region region, List<String> arns, UnaryOperator<Tags> change) {
        var changes = new ArrayList<Change>();
        for (String arn : arns) {
            Tagged tagged = tagged(region, arn);
            changes.add(new Change.Put(tagged.with().apply(change.apply(tagged.tags()))));
        }
        return changes;
    }

    private static List<Tag> written(Tags tags) {
        return tags.values().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }

    private static Tags limited(Tags tags) {
        if (tags.values().size() > Quota.TAGS) {
            throw new ApiFault(
                    Elbv2Errors.TOO_MANY_TAGS,
                    "You can have at most " + Quota.TAGS + " tags on a resource");
        }
        return tags;
    }
}
