package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateResult;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateResult;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplatesRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplatesResult;
import dev.evenkeel.wire.ec2.ModifyLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.ModifyLaunchTemplateResult;
import dev.evenkeel.wire.ec2.RequestLaunchTemplateData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Operations on launch templates as a whole; see [TemplateVersions] for their versions.
final class LaunchTemplates {
    private static final String NAME = "[a-zA-Z0-9().\\-/_]{3,128}";
    private static final String CREATE = "CreateLaunchTemplate";

    private static final Filters<LaunchTemplate> FILTERS =
            new Filters<LaunchTemplate>()
                    .by("launch-template-name", LaunchTemplate::name)
                    .by("create-time", template -> template.createdAt().toString())
                    .byTags(LaunchTemplate::tags);

    private LaunchTemplates() {}

    static Decision<CreateLaunchTemplateResult> create(
            World world, Call call, CreateLaunchTemplateRequest input) {
        var region = world.in(call.scope());
        var token = Repeat.of(CREATE, input.clientToken(), input);
        Optional<List<String>> before = token.answeredBefore(region);
        if (before.isPresent()) {
            LaunchTemplate template = new TemplateLookup(region).byId(before.get().getFirst());
            return Decision.unchanged(created(template));
        }
        String name = checkedName(region, input.launchTemplateName());
        RequestLaunchTemplateData contents = contents(input);
        Tags tags = TagShapes.tags(input.tagSpecifications(), "launch-template");
        String id = ResourceIds.ec2("lt", call.random());
        var template = new LaunchTemplate(call.scope(), id, name, call.now(), 1, 1, tags);
        String description = input.versionDescription() == null ? "" : input.versionDescription();
        var first =
                new LaunchTemplateVersion(
                        call.scope(),
                        id,
                        1,
                        description,
                        call.now(),
                        TemplateContents.settings(contents),
                        TemplateContents.otherTags(contents));
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(template));
        changes.add(new Change.Put(first));
        changes.addAll(token.remember(region, List.of(id), call.now()));
        return new Decision<>(changes, created(template));
    }

    private static CreateLaunchTemplateResult created(LaunchTemplate template) {
        return CreateLaunchTemplateResult.builder()
                .launchTemplate(TemplateShapes.shape(template))
                .build();
    }

    private static RequestLaunchTemplateData contents(CreateLaunchTemplateRequest input) {
        var contents = input.launchTemplateData();
        if (contents == null) {
            throw Ec2Faults.missing("LaunchTemplateData");
        }
        Unsupported.refuse("Operator", input.operator());
        return contents;
    }

    private static String checkedName(World.Region region, @Nullable String name) {
        if (name == null) {
            throw Ec2Faults.missing("LaunchTemplateName");
        }
        if (!name.matches(NAME)) {
            throw new ApiFault(
                    "InvalidLaunchTemplateName.MalformedException",
                    "A launch template name must be between 3 and 128 characters, and may contain"
                            + " letters, numbers, and the following characters: - ( ) . / _.");
        }
        if (new TemplateLookup(region).byName(name).isPresent()) {
            throw new ApiFault(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use.");
        }
        return name;
    }

    static DescribeLaunchTemplatesResult describe(
            World world, Call call, DescribeLaunchTemplatesRequest input) {
        var region = world.in(call.scope());
        var lookup = new TemplateLookup(region);
        var ids = new ArrayList<String>();
        for (String id : Present.orEmpty(input.launchTemplateIds())) {
            ids.add(lookup.byId(id).templateId());
        }
        for (String name : Present.orEmpty(input.launchTemplateNames())) {
            ids.add(lookup.find(null, name).templateId());
        }
        List<LaunchTemplate> all =
                region.all(LaunchTemplate.class).stream()
                        .filter(template -> ids.isEmpty() || ids.contains(template.templateId()))
                        .filter(FILTERS.matching(input.filters()))
                        .toList();
        var page = Listing.page(all, LaunchTemplate::id, input.nextToken(), input.maxResults());
        return DescribeLaunchTemplatesResult.builder()
                .launchTemplates(page.items().stream().map(TemplateShapes::shape).toList())
                .nextToken(page.next())
                .build();
    }

    static Decision<ModifyLaunchTemplateResult> modify(
            World world, Call call, ModifyLaunchTemplateRequest input) {
        var lookup = new TemplateLookup(world.in(call.scope()));
        LaunchTemplate template = lookup.find(input.launchTemplateId(), input.launchTemplateName());
        if (input.defaultVersion() == null) {
            throw Ec2Faults.missing("SetDefaultVersion");
        }
        long number = lookup.version(template, input.defaultVersion()).number();
        LaunchTemplate next = template.withVersions(number, template.latestVersion());
        return new Decision<>(
                List.of(new Change.Put(next)),
                new ModifyLaunchTemplateResult(TemplateShapes.shape(next)));
    }

    static Decision<DeleteLaunchTemplateResult> delete(
            World world, Call call, DeleteLaunchTemplateRequest input) {
        var lookup = new TemplateLookup(world.in(call.scope()));
        LaunchTemplate template = lookup.find(input.launchTemplateId(), input.launchTemplateName());
        var changes = new ArrayList<Change>();
        changes.add(new Change.Remove(template.key()));
        for (LaunchTemplateVersion version : lookup.versions(template)) {
            changes.add(new Change.Remove(version.key()));
        }
        return new Decision<>(
                changes, new DeleteLaunchTemplateResult(TemplateShapes.shape(template)));
    }
}
