package dev.evenkeel.wire;

import java.util.List;
import java.util.Set;

/// What tells a service apart on the wire, and its operations.
///
/// @param name AWS's command line name: `elbv2`, `ec2`, ...
/// @param signingName the service in a signature's credential scope; two services may share one
/// @param version the API version: `Version` among query parameters
/// @param targetPrefix before the dot in `X-Amz-Target` and in CBOR's path; empty if it speaks
///   neither
public record Service(
        String name,
        String signingName,
        String version,
        String xmlNamespace,
        String targetPrefix,
        String jsonVersion,
        Set<Protocol> protocols,
        List<Operation<?, ?>> operations) {

    @Override
    public String toString() {
        return "Service " + name + " " + version;
    }
}
