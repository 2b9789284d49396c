package dev.evenkeel.api.acm;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.TagList;
import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.acm.AcmErrors;
import dev.evenkeel.wire.acm.AddTagsToCertificateRequest;
import dev.evenkeel.wire.acm.ListTagsForCertificateRequest;
import dev.evenkeel.wire.acm.ListTagsForCertificateResponse;
import dev.evenkeel.wire.acm.RemoveTagsFromCertificateRequest;
import dev.evenkeel.wire.acm.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tags of certificates.
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
                                        AcmErrors.INVALID_TAG,
                                        "Tag key " + key + " was specified more than once.")));
    }

    private static Tags limited(Tags tags) {
        if (tags.values().size() > MOST) {
            throw new ApiFault(
                    AcmErrors.TOO_MANY_TAGS, "A certificate can have at most " + MOST + " tags.");
        }
        return tags;
    }

    static Decision<Nothing> add(World world, Call call, AddTagsToCertificateRequest input) {
        AcmCertificate old = Lookup.certificate(world, call, input.certificateArn());
        return changed(old, limited(old.tags().plus(of(input.tags()).values())));
    }

    /// A tag with a value is removed only if it has that value.
    static Decision<Nothing> remove(
            World world, Call call, RemoveTagsFromCertificateRequest input) {
        AcmCertificate old = Lookup.certificate(world, call, input.certificateArn());
        var keys = new ArrayList<String>();
        for (Tag tag : orEmpty(input.tags())) {
            String key = requireNonNull(tag.key());
            if (tag.value() == null || tag.value().equals(old.tags().values().get(key))) {
                keys.add(key);
            }
        }
        return changed(old, old.tags().minus(keys));
    }

    private static Decision<Nothing> changed(AcmCertificate old, Tags tags) {
        return new Decision<>(List.of(new Change.Put(old.withTags(tags))), Nothing.NOTHING);
    }

    static ListTagsForCertificateResponse list(
            World world, Call call, ListTagsForCertificateRequest input) {
        AcmCertificate certificate = Lookup.certificate(world, call, input.certificateArn());
        return new ListTagsForCertificateResponse(
                certificate.tags().values().entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList());
    }
}
