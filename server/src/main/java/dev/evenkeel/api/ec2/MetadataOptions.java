package dev.evenkeel.api.ec2;

import dev.evenkeel.wire.ec2.InstanceMetadataOptionsResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How instances reach their metadata: over IPv4, with a session token (IMDSv2) or without. The hop
/// limit has no meaning on one machine.
public final class MetadataOptions {
    private static final String OPTIONAL = "optional";
    private static final String REQUIRED = "required";
    private static final String ENDPOINT = "enabled";
    private static final String IPV6 = "disabled";
    private static final String TAGS = "disabled";

    private MetadataOptions() {}

    static InstanceMetadataOptionsResponse shape(boolean tokenRequired) {
        return InstanceMetadataOptionsResponse.builder()
                .state("applied")
                .httpTokens(tokens(tokenRequired))
                .httpPutResponseHopLimit(1)
                .httpEndpoint(ENDPOINT)
                .httpProtocolIpv6(IPV6)
                .instanceMetadataTags(TAGS)
                .build();
    }

    public static String tokens(boolean required) {
        return required ? REQUIRED : OPTIONAL;
    }

    /// What `HttpTokens` says; empty if nothing.
    public static Optional<Boolean> tokenRequired(@Nullable String tokens) {
        if (tokens == null) {
            return Optional.empty();
        }
        if (!tokens.equals(OPTIONAL) && !tokens.equals(REQUIRED)) {
            throw Ec2Faults.invalid(
                    "Invalid value '" + tokens + "' for MetadataOptions.HttpTokens.");
        }
        return Optional.of(tokens.equals(REQUIRED));
    }

    static void refuseUnsupported(
            @Nullable String endpoint, @Nullable String ipv6, @Nullable String tags) {
        Unsupported.unless(ENDPOINT, "MetadataOptions.HttpEndpoint", endpoint);
        Unsupported.unless(IPV6, "MetadataOptions.HttpProtocolIpv6", ipv6);
        Unsupported.unless(TAGS, "MetadataOptions.InstanceMetadataTags", tags);
    }
}
