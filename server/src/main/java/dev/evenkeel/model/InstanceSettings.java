package dev.evenkeel.model;

import java.util.List;
import java.util.Optional;

/// What an instance is made of, as a launch template, a launch configuration or RunInstances says
/// it.
///
/// Every part may be missing in a template; `userData` is base64 text as the user sent it; `tags`
/// go to the instance.
public record InstanceSettings(
        Optional<String> imageId,
        Optional<String> instanceType,
        Optional<String> userData,
        Optional<String> keyName,
        List<String> securityGroups,
        Optional<Boolean> detailedMonitoring,
        Tags tags,
        Options options) {
    public static final InstanceSettings EMPTY =
            new InstanceSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Tags.NONE);

    /// What an instance may be asked or must be told: whether it can be hibernated, and whether its
    /// metadata service answers only those who show a token.
    public record Options(Optional<Boolean> hibernation, Optional<Boolean> tokenRequired) {
        public static final Options NONE = new Options(Optional.empty(), Optional.empty());

        Options over(Options below) {
            return new Options(
                    hibernation.or(below::hibernation), tokenRequired.or(below::tokenRequired));
        }
    }

    public InstanceSettings(
            Optional<String> imageId,
            Optional<String> instanceType,
            Optional<String> userData,
            Optional<String> keyName,
            List<String> securityGroups,
            Optional<Boolean> detailedMonitoring,
            Tags tags) {
        this(
                imageId,
                instanceType,
                userData,
                keyName,
                securityGroups,
                detailedMonitoring,
                tags,
                Options.NONE);
    }

    public InstanceSettings {
        securityGroups = List.copyOf(securityGroups);
    }

    /// These settings where they are set, `below` elsewhere.
    public InstanceSettings over(InstanceSettings below) {
        return new InstanceSettings(
                imageId.or(below::imageId),
                instanceType.or(below::instanceType),
                userData.or(below::userData),
                keyName.or(below::keyName),
                securityGroups.isEmpty() ? below.securityGroups() : securityGroups,
                detailedMonitoring.or(below::detailedMonitoring),
                below.tags().plus(tags.values()),
                options.over(below.options()));
    }

    public InstanceSettings with(Options next) {
        return new InstanceSettings(
                imageId,
                instanceType,
                userData,
                keyName,
                securityGroups,
                detailedMonitoring,
                tags,
                next);
    }

    public boolean canHibernate() {
        return options.hibernation().orElse(false);
    }

    public boolean requiresToken() {
        return options.tokenRequired().orElse(false);
    }
}
