package dev.evenkeel.api.ec2;

import dev.evenkeel.model.InstanceSettings.SpotRequest;
import dev.evenkeel.wire.ec2.InstanceMarketOptionsRequest;
import dev.evenkeel.wire.ec2.LaunchTemplateInstanceMarketOptions;
import dev.evenkeel.wire.ec2.LaunchTemplateInstanceMarketOptionsRequest;
import dev.evenkeel.wire.ec2.LaunchTemplateSpotMarketOptions;
import dev.evenkeel.wire.ec2.SpotMarketOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests for Spot instances: once, without an end, and terminated when they are reclaimed.
final class SpotOptions {
    private static final String SPOT = "spot";
    private static final String ONCE = "one-time";

    private SpotOptions() {}

    static Optional<SpotRequest> of(@Nullable LaunchTemplateInstanceMarketOptionsRequest asked) {
        if (asked == null) {
            return Optional.empty();
        }
        var options = asked.spotOptions();
        return of(
                new InstanceMarketOptionsRequest(
                        asked.marketType(),
                        options == null
                                ? null
                                : new SpotMarketOptions(
                                        options.maxPrice(),
                                        options.spotInstanceType(),
                                        options.blockDurationMinutes(),
                                        options.validUntil(),
                                        options.instanceInterruptionBehavior())));
    }

    static Optional<SpotRequest> of(@Nullable InstanceMarketOptionsRequest asked) {
        if (asked == null) {
            return Optional.empty();
        }
        Unsupported.unless(SPOT, "InstanceMarketOptions.MarketType", asked.marketType());
        var options = asked.spotOptions();
        if (options == null) {
            return Optional.of(new SpotRequest(Optional.empty()));
        }
        Unsupported.unless(ONCE, "SpotInstanceType", options.spotInstanceType());
        Unsupported.refuse("BlockDurationMinutes", options.blockDurationMinutes());
        Unsupported.refuse("ValidUntil", options.validUntil());
        Unsupported.unless(
                "terminate",
                "InstanceInterruptionBehavior",
                options.instanceInterruptionBehavior());
        Optional<String> price =
                Optional.ofNullable(options.maxPrice()).filter(text -> !text.isEmpty());
        if (price.filter(text -> !SpotRequest.isPrice(text)).isPresent()) {
            throw Ec2Faults.invalid("Invalid value '" + price.get() + "' for MaxPrice.");
        }
        return Optional.of(new SpotRequest(price));
    }

    static @Nullable LaunchTemplateInstanceMarketOptions shape(Optional<SpotRequest> spot) {
        return spot.map(request ->
                        new LaunchTemplateInstanceMarketOptions(
                                SPOT,
                                LaunchTemplateSpotMarketOptions.builder()
                                        .maxPrice(request.maxPrice().orElse(null))
                                        .spotInstanceType(ONCE)
                                        .instanceInterruptionBehavior("terminate")
                                        .build()))
                .orElse(null);
    }
}
