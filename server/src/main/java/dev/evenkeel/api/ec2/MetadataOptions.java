package dev.evenkeel.api.ec2;

import dev.evenkeel.wire.ec2.InstanceMetadataOptionsResponse;
import org.jspecify.annotations.Nullable;

/// How instances reach their metadata: over IPv4, with a session token (IMDSv2) or without. The hop
/// limit has no meaning on one machine.
final class MetadataOptions {
    private static final String TOKENS = "optional";
    private static final String ENDPOINT = "enabled";
    private static final String IPV6 = "disabled";
    private static final String TAGS = "disabled";

    private MetadataOptions() {}

    static InstanceMetadataOptionsResponse shape() {
        return InstanceMetadataOptionsResponse.builder()
                .state("applied")
                .httpTokens(TOKENS)
                .httpPutResponseHopLimit(1)
                .httpEndpoint(ENDPOINT)
                .httpProtocolIpv6(IPV6)
                .instanceMetadataTags(TAGS)
                .build();
    }

    static void refuseUnsupported(
            @Nullable String tokens,
            @Nullable String endpoint,
            @Nullable String ipv6,
            @Nullable String tags) {
        Unsupported.unless(TOKENS, "MetadataOptions.HttpTokens", tokens);
        Unsupported.unless(ENDPOINT, "MetadataOptions.HttpEndpoint", endpoint);
        Unsupported.unless(IPV6, "MetadataOptions.HttpProtocolIpv6", ipv6);
        Unsupported.unless(TAGS, "MetadataOptions.InstanceMetadataTags", tags);
    }
}
