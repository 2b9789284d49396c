package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.TagList;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.AddTagsInput;
import dev.evenkeel.wire.elb.AddTagsOutput;
import dev.evenkeel.wire.elb.DescribeTagsInput;
import dev.evenkeel.wire.elb.DescribeTagsOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.RemoveTagsInput;
import dev.evenkeel.wire.elb.RemoveTagsOutput;
import dev.evenkeel.wire.elb.Tag;
import dev.evenkeel.wire.elb.TagDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Tags of Classic Load Balancers.
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
                                        ElbErrors.DUPLICATE_TAG_KEYS,
                                        "Tag key was specified more than once: " + key)));
    }

    static Decision<AddTagsOutput> add(World world, Call call, AddTagsInput input) {
        Tags more = of(input.tags());
        return new Decision<>(
                each(
                        world,
                        call,
                        orEmpty(input.loadBalancerNames()),
                        old -> limited(old.plus(more.values()))),
                new AddTagsOutput());
    }

    static Decision<RemoveTagsOutput> remove(World world, Call call, RemoveTagsInput input) {
        List<String> keys =
                orEmpty(input.tags()).stream().map(tag -> String.valueOf(tag.key())).toList();
        return new Decision<>(
                each(world, call, orEmpty(input.loadBalancerNames()), old -> old.minus(keys)),
                new RemoveTagsOutput());
    }

    static DescribeTagsOutput describe(World world, Call call, DescribeTagsInput input) {
        var descriptions = new ArrayList<TagDescription>();
        for (String name : orEmpty(input.loadBalancerNames())) {
            ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, name);
            List<Tag> tags =
                    lb.tags().values().entrySet().stream()
                            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                            .toList();
            descriptions.add(new TagDescription(name, tags));
        }
        return new DescribeTagsOutput(descriptions);
    }

    private static List<Change> each(
            World world, Call call, List<String> names, UnaryOperator<Tags> change) {
        var changes = new ArrayList<Change>();
        for (String name : names) {
            ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, name);
            changes.add(new Change.Put(lb.withTags(change.apply(lb.tags()))));
        }
        return changes;
    }

    private static Tags limited(Tags tags) {
        if (tags.values().size() > Quota.TAGS) {
            throw new ApiFault(
                    ElbErrors.TOO_MANY_TAGS,
                    "You can have at most " + Quota.TAGS + " tags on a load balancer");
        }
        return tags;
    }
}
