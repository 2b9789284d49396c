package dev.evenkeel.api.iam;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.TagList;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.iam.IamErrors;
import dev.evenkeel.wire.iam.ListServerCertificateTagsRequest;
import dev.evenkeel.wire.iam.ListServerCertificateTagsResponse;
import dev.evenkeel.wire.iam.Tag;
import dev.evenkeel.wire.iam.TagServerCertificateRequest;
import dev.evenkeel.wire.iam.UntagServerCertificateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tags of server certificates.
final class CertificateTags {
    private static final int MOST = 50;

    private CertificateTags() {}

    static Tags of(@Nullable List<Tag> given) {
        return limited(
                TagList.of(
                        given,
                        new TagList.Shape<>(Tag::key, Tag::value),
                        key ->
                                new ApiFault(
                                        IamErrors.INVALID_INPUT,
                                        "Duplicate tag keys found: " + key)));
    }

    private static Tags limited(Tags tags) {
        if (tags.values().size() > MOST) {
            throw new ApiFault(
                    IamErrors.LIMIT_EXCEEDED, "Cannot exceed quota for TagsPerResource: " + MOST);
        }
        return tags;
    }

    static List<Tag> written(Tags tags) {
        return tags.values().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }

    static Decision<Nothing> add(World world, Call call, TagServerCertificateRequest input) {
        ServerCertificate old = Lookup.certificate(world, call, input.serverCertificateName());
        return changed(old, limited(old.tags().plus(of(input.tags()).values())));
    }

    static Decision<Nothing> remove(World world, Call call, UntagServerCertificateRequest input) {
        ServerCertificate old = Lookup.certificate(world, call, input.serverCertificateName());
        return changed(old, old.tags().minus(orEmpty(input.tagKeys())));
    }

    private static Decision<Nothing> changed(ServerCertificate old, Tags tags) {
        return new Decision<>(List.of(new Change.Put(old.withTags(tags))), Nothing.NOTHING);
    }

    static ListServerCertificateTagsResponse list(
            World world, Call call, ListServerCertificateTagsRequest input) {
        ServerCertificate found = Lookup.certificate(world, call, input.serverCertificateName());
        return new ListServerCertificateTagsResponse(written(found.tags()), false, null);
    }
}
