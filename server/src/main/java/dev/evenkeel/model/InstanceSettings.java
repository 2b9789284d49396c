package dev.evenkeel.model;

import java.math.BigDecimal;
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

    /// What an instance may be asked or must be told: whether it can be hibernated, whether its
    /// metadata service answers only those who show a token, and whether it is Spot capacity.
    public record Options(
            Optional<Boolean> hibernation,
            Optional<Boolean> tokenRequired,
            Optional<SpotRequest> spot) {
        public static final Options NONE =
                new Options(Optional.empty(), Optional.empty(), Optional.empty());

        Options over(Options below) {
            return new Options(
                    hibernation.or(below::hibernation),
                    tokenRequired.or(below::tokenRequired),
                    spot.or(below::spot));
        }
    }

    /// That the instance is Spot capacity: it may be reclaimed. `maxPrice`, in dollars an hour, is
    /// as the user said it; without one, nothing is too dear.
    public record SpotRequest(Optional<String> maxPrice) {
        /// Whether a price, in millionths of a dollar, is more than may be paid.
        public boolean isTooLowFor(long price) {
            return maxPrice.map(BigDecimal::new)
                    .filter(most -> most.movePointRight(6).compareTo(BigDecimal.valueOf(price)) < 0)
                    .isPresent();
        }

        /// Whether a text is dollars: `0.05`.
        public static boolean isPrice(String text) {
            return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
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

    public InstanceSettings with(Tags next) {
        return new InstanceSettings(
                imageId,
                instanceType,
                userData,
                keyName,
                securityGroups,
                detailedMonitoring,
                next,
                options);
    }

    /// Present if it is Spot capacity.
    public Optional<SpotRequest> spot() {
        return options.spot();
    }

    public boolean canHibernate() {
        return options.hibernation().orElse(false);
    }

    public boolean requiresToken() {
        return options.tokenRequired().orElse(false);
    }
}
