package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateVersionRequest;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateVersionResult;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsResponseErrorItem;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsResponseSuccessItem;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsResult;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplateVersionsResult;
import dev.evenkeel.wire.ec2.GetLaunchTemplateDataRequest;
import dev.evenkeel.wire.ec2.GetLaunchTemplateDataResult;
import dev.evenkeel.wire.ec2.RequestLaunchTemplateData;
import dev.evenkeel.wire.ec2.ResponseError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Operations on the versions of launch templates.
final class TemplateVersions {
    private static final String CREATE = "CreateLaunchTemplateVersion";

    private static final Filters<Found> FILTERS =
            new Filters<Found>()
                    .by("create-time", found -> found.version().createdAt().toString())
                    .by("launch-template-id", found -> found.template().templateId())
                    .by("launch-template-name", found -> found.template().name())
                    .byFlag("is-default-version", Found::isDefault)
                    .byEach("image-id", found -> found.settings().imageId().stream())
                    .byEach("instance-type", found -> found.settings().instanceType().stream());

    private TemplateVersions() {}

    /// A version and the template it belongs to.
    private record Found(LaunchTemplate template, LaunchTemplateVersion version) {
        boolean isDefault() {
            return template.defaultVersion() == version.number();
        }

        InstanceSettings settings() {
            return version.settings();
        }
    }

    static Decision<CreateLaunchTemplateVersionResult> create(
            World world, Call call, CreateLaunchTemplateVersionRequest input) {
        var region = world.in(call.scope());
        var lookup = new TemplateLookup(region);
        LaunchTemplate template = lookup.find(input.launchTemplateId(), input.launchTemplateName());
        var token = Repeat.of(CREATE, input.clientToken(), input);
        Optional<List<String>> before = token.answeredBefore(region);
        if (before.isPresent()) {
            String number = before.get().getFirst();
            return Decision.unchanged(created(template, lookup.version(template, number)));
        }
        long number = template.lastNumber() + 1;
        RequestLaunchTemplateData contents = contents(input);
        var version =
                new LaunchTemplateVersion(
                        call.scope(),
                        template.templateId(),
                        number,
                        input.versionDescription() == null ? "" : input.versionDescription(),
                        call.now(),
                        TemplateContents.settings(contents),
                        TemplateContents.otherTags(contents));
        if (input.sourceVersion() != null) {
            LaunchTemplateVersion source = lookup.version(template, input.sourceVersion());
            version = version.over(source, contents.tagSpecifications() != null);
        }
        LaunchTemplate next = template.withVersions(template.defaultVersion(), number);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(next));
        changes.add(new Change.Put(version));
        changes.addAll(token.remember(region, List.of(Long.toString(number)), call.now()));
        return new Decision<>(changes, created(next, version));
    }

    private static RequestLaunchTemplateData contents(CreateLaunchTemplateVersionRequest input) {
        if (input.launchTemplateData() == null) {
            throw Ec2Faults.missing("LaunchTemplateData");
        }
        return input.launchTemplateData();
    }

    private static CreateLaunchTemplateVersionResult created(
            LaunchTemplate template, LaunchTemplateVersion version) {
        return CreateLaunchTemplateVersionResult.builder()
                .launchTemplateVersion(TemplateShapes.shape(template, version))
                .build();
    }

    static DescribeLaunchTemplateVersionsResult describe(
            World world, Call call, DescribeLaunchTemplateVersionsRequest input) {
        var region = world.in(call.scope());
        var lookup = new TemplateLookup(region);
        boolean one = input.launchTemplateId() != null || input.launchTemplateName() != null;
        Stream<Found> candidates =
                one
                        ? ofOne(lookup, input)
                        : region.all(LaunchTemplate.class).stream()
                                .flatMap(template -> newest(lookup, template, input.versions()));
        List<Found> all = candidates.filter(FILTERS.matching(input.filters())).toList();
        var page =
                Listing.page(
                        all, found -> found.version().id(), input.nextToken(), input.maxResults());
        return DescribeLaunchTemplateVersionsResult.builder()
                .launchTemplateVersions(
                        page.items().stream()
                                .map(found ->
                                        TemplateShapes.shape(found.template(), found.version()))
                                .toList())
                .nextToken(page.next())
                .build();
    }

    private static Stream<Found> ofOne(
            TemplateLookup lookup, DescribeLaunchTemplateVersionsRequest input) {
        LaunchTemplate template = lookup.find(input.launchTemplateId(), input.launchTemplateName());
        List<Long> wanted =
                Present.orEmpty(input.versions()).stream()
                        .map(version -> lookup.version(template, version).number())
                        .toList();
        Predicate<LaunchTemplateVersion> between = within(input.minVersion(), input.maxVersion());
        return lookup.versions(template).stream()
                .filter(version -> wanted.isEmpty() || wanted.contains(version.number()))
                .filter(between)
                .map(version -> new Found(template, version));
    }

    private static Predicate<LaunchTemplateVersion> within(
            @Nullable String min, @Nullable String max) {
        long from = min == null ? 0 : TemplateLookup.number(min);
        long to = max == null ? Long.MAX_VALUE : TemplateLookup.number(max);
        return version -> version.number() >= from && version.number() <= to;
    }

    /// Over all templates only `$Latest` and `$Default` can be asked for.
    private static Stream<Found> newest(
            TemplateLookup lookup, LaunchTemplate template, @Nullable List<String> versions) {
        List<String> asked = Present.orEmpty(versions);
        if (asked.isEmpty()) {
            throw Ec2Faults.missing("LaunchTemplateId or LaunchTemplateName");
        }
        for (String version : asked) {
            if (!version.equals(TemplateLookup.LATEST) && !version.equals(TemplateLookup.DEFAULT)) {
                throw Ec2Faults.combination(
                        "Without a launch template only the versions $Latest and $Default can be"
                                + " described.");
            }
        }
        return asked.stream()
                .map(version -> lookup.version(template, version))
                .distinct()
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .map(version -> new Found(template, version));
    }

    static Decision<DeleteLaunchTemplateVersionsResult> delete(
            World world, Call call, DeleteLaunchTemplateVersionsRequest input) {
        var lookup = new TemplateLookup(world.in(call.scope()));
        LaunchTemplate template = lookup.find(input.launchTemplateId(), input.launchTemplateName());
        var deleted = new ArrayList<Long>();
        var failed = new ArrayList<DeleteLaunchTemplateVersionsResponseErrorItem>();
        for (String version : Present.orEmpty(input.versions())) {
            long number = TemplateLookup.number(version);
            Optional<ResponseError> obstacle = obstacle(lookup, template, number);
            if (obstacle.isPresent()) {
                failed.add(
                        new DeleteLaunchTemplateVersionsResponseErrorItem(
                                template.templateId(), template.name(), number, obstacle.get()));
            } else if (!deleted.contains(number)) {
                deleted.add(number);
            }
        }
        var answer =
                DeleteLaunchTemplateVersionsResult.builder()
                        .successfullyDeletedLaunchTemplateVersions(
                                deleted.stream().map(number -> success(template, number)).toList())
                        .unsuccessfullyDeletedLaunchTemplateVersions(failed)
                        .build();
        return new Decision<>(removal(lookup, template, deleted), answer);
    }

    private static DeleteLaunchTemplateVersionsResponseSuccessItem success(
            LaunchTemplate template, long number) {
        return new DeleteLaunchTemplateVersionsResponseSuccessItem(
                template.templateId(), template.name(), number);
    }

    private static Optional<ResponseError> obstacle(
            TemplateLookup lookup, LaunchTemplate template, long number) {
        if (lookup.find(template, number).isEmpty()) {
            return Optional.of(
                    new ResponseError(
                            "launchTemplateVersionDoesNotExist",
                            "The specified launch template version does not exist."));
        }
        return number == template.defaultVersion()
                ? Optional.of(
                        new ResponseError(
                                "unexpectedError",
                                "The default version of a launch template cannot be deleted."))
                : Optional.empty();
    }

    /// The newest version that remains is the latest from now on; the default one always remains.
    private static List<Change> removal(
            TemplateLookup lookup, LaunchTemplate template, List<Long> numbers) {
        var changes = new ArrayList<Change>();
        long latest = template.defaultVersion();
        for (LaunchTemplateVersion version : lookup.versions(template)) {
            if (numbers.contains(version.number())) {
                changes.add(new Change.Remove(version.key()));
            } else {
                latest = Math.max(latest, version.number());
            }
        }
        if (latest != template.latestVersion()) {
            changes.add(new Change.Put(template.withVersions(template.defaultVersion(), latest)));
        }
        return changes;
    }

    static GetLaunchTemplateDataResult ofInstance(
            World world, Call call, GetLaunchTemplateDataRequest input) {
        var instance = new InstanceLookup(world.in(call.scope())).find(input.instanceId());
        return new GetLaunchTemplateDataResult(
                TemplateContents.shape(instance.settings(), Map.of()));
    }
}
