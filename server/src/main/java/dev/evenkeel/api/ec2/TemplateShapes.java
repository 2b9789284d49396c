package dev.evenkeel.api.ec2;

import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.Scope;

/// Launch templates and their versions as the API shows them.
final class TemplateShapes {
    private TemplateShapes() {}

    static dev.evenkeel.wire.ec2.LaunchTemplate shape(LaunchTemplate template) {
        return dev.evenkeel.wire.ec2.LaunchTemplate.builder()
                .launchTemplateId(template.templateId())
                .launchTemplateName(template.name())
                .createTime(template.createdAt())
                .createdBy(creator(template.scope()))
                .defaultVersionNumber(template.defaultVersion())
                .latestVersionNumber(template.latestVersion())
                .tags(TagShapes.shapes(template.tags()))
                .build();
    }

    static dev.evenkeel.wire.ec2.LaunchTemplateVersion shape(
            LaunchTemplate template, LaunchTemplateVersion version) {
        return dev.evenkeel.wire.ec2.LaunchTemplateVersion.builder()
                .launchTemplateId(template.templateId())
                .launchTemplateName(template.name())
                .versionNumber(version.number())
                .versionDescription(version.description().isEmpty() ? null : version.description())
                .createTime(version.createdAt())
                .createdBy(creator(template.scope()))
                .defaultVersion(version.number() == template.defaultVersion())
                .launchTemplateData(TemplateContents.shape(version.settings(), version.otherTags()))
                .build();
    }

    /// Every access key is its account's root user.
    private static String creator(Scope scope) {
        return "arn:aws:iam::" + scope.account() + ":root";
    }
}
