package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Tags;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.Tag;
import dev.evenkeel.wire.ec2.TagSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags between the wire and the model.
final class TagShapes {
    static final String INSTANCE = "instance";

    /// What is tagged along with an instance. There are no such things here; tools tag them
    /// nevertheless.
    private static final List<String> BESIDE_INSTANCES =
            List.of("elastic-gpu", "network-interface", "spot-instances-request", "volume");

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private TagShapes() {}

    static List<Tag> shapes(Tags tags) {
        return tags.values().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }

    /// Checks what a user may set.
    static Tags tags(@Nullable List<Tag> shapes) {
        var all = new TreeMap<String, String>();
        for (Tag tag : Present.orEmpty(shapes)) {
            String key = tag.key() == null ? "" : tag.key();
            if (key.isEmpty()) {
                throw Ec2Faults.invalid("Tag key cannot be empty");
            }
            if (all.put(key, tag.value() == null ? "" : tag.value()) != null) {
                throw Ec2Faults.invalid("Duplicate tag key '" + key + "' specified.");
            }
        }
        all.forEach(TagShapes::check);
        return limited(Tags.of(all));
    }

    /// The tags asked for a resource type; every type asked for must be in `types`.
    static Tags tags(@Nullable List<TagSpecification> specifications, String... types) {
        var wanted = new TreeMap<String, String>();
        for (TagSpecification specification : Present.orEmpty(specifications)) {
            if (!List.of(types).contains(specification.resourceType())) {
                throw notTaggable(specification.resourceType());
            }
            wanted.putAll(tags(specification.tags()).values());
        }
        return limited(Tags.of(wanted));
    }

    /// The tags asked for an instance. Those for what comes with one on AWS are checked only.
    static Tags ofInstance(@Nullable List<TagSpecification> specifications) {
        var wanted = new TreeMap<String, String>();
        for (TagSpecification specification : Present.orEmpty(specifications)) {
            String type = taggedAtLaunch(specification.resourceType());
            Tags tags = tags(specification.tags());
            wanted.putAll(type.equals(INSTANCE) ? tags.values() : Map.of());
        }
        return limited(Tags.of(wanted));
    }

    /// A type of resource that a launch may tag.
    static String taggedAtLaunch(@Nullable String type) {
        if (type == null || !type.equals(INSTANCE) && !BESIDE_INSTANCES.contains(type)) {
            throw notTaggable(type);
        }
        return type;
    }

    private static ApiFault notTaggable(@Nullable String type) {
        return Ec2Faults.invalid(
                "'" + type + "' is not a valid taggable resource type for this operation.");
    }

    static Tags limited(Tags tags) {
        if (tags.values().size() > MAX_TAGS) {
            throw new ApiFault(
                    "TagLimitExceeded",
                    "The maximum number of tags for a resource is " + MAX_TAGS + ".");
        }
        return tags;
    }

    private static void check(String key, String value) {
        if (key.startsWith("aws:")) {
            throw Ec2Faults.invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (key.length() > MAX_KEY) {
            throw Ec2Faults.invalid("Tag key exceeds the maximum length of 128 characters");
        }
        if (value.length() > MAX_VALUE) {
            throw Ec2Faults.invalid("Tag value exceeds the maximum length of 256 characters");
        }
    }
}
