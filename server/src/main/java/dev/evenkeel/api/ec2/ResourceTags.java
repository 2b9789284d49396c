package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.CreateTagsRequest;
import dev.evenkeel.wire.ec2.DeleteTagsRequest;
import dev.evenkeel.wire.ec2.DescribeTagsRequest;
import dev.evenkeel.wire.ec2.DescribeTagsResult;
import dev.evenkeel.wire.ec2.Tag;
import dev.evenkeel.wire.ec2.TagDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tags of instances, launch templates and security groups.
final class ResourceTags {
    private static final Filters<TagDescription> FILTERS =
            new Filters<TagDescription>()
                    .byEach("key", tag -> Stream.ofNullable(tag.key()))
                    .byEach("value", tag -> Stream.ofNullable(tag.value()))
                    .byEach("resource-id", tag -> Stream.ofNullable(tag.resourceId()))
                    .byEach("resource-type", tag -> Stream.ofNullable(tag.resourceType()));

    private ResourceTags() {}

    static Decision<Nothing> create(World world, Call call, CreateTagsRequest input) {
        Tags more = TagShapes.tags(input.tags());
        if (more.values().isEmpty()) {
            throw Ec2Faults.missing("Tags");
        }
        return retagged(
                world,
                call,
                input.resources(),
                tags -> TagShapes.limited(tags.plus(more.values())));
    }

    /// A tag given with a value is removed only if it has that value; without tags, all go but
    /// AWS's own.
    static Decision<Nothing> delete(World world, Call call, DeleteTagsRequest input) {
        List<Tag> gone = Present.orEmpty(input.tags());
        return retagged(
                world,
                call,
                input.resources(),
                tags ->
                        tags.minus(
                                tags.values().keySet().stream()
                                        .filter(key -> !key.startsWith("aws:"))
                                        .filter(key -> gone.isEmpty() || isNamed(gone, tags, key))
                                        .toList()));
    }

    private static boolean isNamed(List<Tag> gone, Tags tags, String key) {
        return gone.stream()
                .filter(tag -> key.equals(tag.key()))
                .anyMatch(tag -> tag.value() == null || tag.value().equals(tags.values().get(key)));
    }

    private static Decision<Nothing> retagged(
            World world, Call call, @Nullable List<String> ids, UnaryOperator<Tags> step) {
        var changes = new ArrayList<Change>();
        for (String id : Present.orEmpty(ids)) {
            changes.add(new Change.Put(retagged(world, call, id, step)));
        }
        if (changes.isEmpty()) {
            throw Ec2Faults.missing("ResourceId");
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static Resource retagged(World world, Call call, String id, UnaryOperator<Tags> step) {
        var region = world.in(call.scope());
        String prefix = id.substring(0, Math.max(0, id.indexOf('-')));
        return switch (prefix) {
            case "i" -> {
                Instance instance = new InstanceLookup(region).find(id);
                yield instance.withTags(step.apply(instance.tags()));
            }
            case "lt" -> {
                LaunchTemplate template = new TemplateLookup(region).byId(id);
                yield template.withTags(step.apply(template.tags()));
            }
            case "sg" -> {
                var groups = new SecurityGroups(region, world.site().network());
                SecurityGroup group = groups.get(id, null);
                yield group.withTags(step.apply(group.tags()));
            }
            case "vpc", "subnet", "eni" ->
                    throw Ec2Faults.unsupported("Resources of type " + prefix + " keep no tags.");
            default -> throw new ApiFault("InvalidID", "The ID '" + id + "' is not valid");
        };
    }

    static DescribeTagsResult describe(World world, Call call, DescribeTagsRequest input) {
        var region = world.in(call.scope());
        var all = new ArrayList<TagDescription>();
        region.all(Instance.class)
                .forEach(instance -> add(all, "instance", instance.id(), instance.tags()));
        region.all(LaunchTemplate.class)
                .forEach(template -> add(all, "launch-template", template.id(), template.tags()));
        region.all(SecurityGroup.class)
                .forEach(group -> add(all, "security-group", group.id(), group.tags()));
        List<TagDescription> found =
                all.stream()
                        .filter(FILTERS.matching(input.filters()))
                        .sorted(Comparator.comparing(ResourceTags::place))
                        .toList();
        var page = Listing.page(found, ResourceTags::place, input.nextToken(), input.maxResults());
        return new DescribeTagsResult(page.next(), page.items());
    }

    private static void add(List<TagDescription> all, String type, String id, Tags tags) {
        tags.values().forEach((key, value) -> all.add(new TagDescription(key, id, type, value)));
    }

    private static String place(TagDescription tag) {
        return tag.resourceId() + "\n" + tag.key();
    }
}
