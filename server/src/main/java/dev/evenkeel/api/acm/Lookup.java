package dev.evenkeel.api.acm;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.acm.AcmErrors;
import org.jspecify.annotations.Nullable;

/// Finds certificates by ARN.
final class Lookup {
    private Lookup() {}

    static AcmCertificate certificate(World world, Call call, @Nullable String arn) {
        String named = requireNonNull(arn);
        return world.in(call.scope())
                .find(AcmCertificate.class, named)
                .orElseThrow(() ->
                        new ApiFault(
                                AcmErrors.RESOURCE_NOT_FOUND,
                                "Could not find certificate "
                                        + named
                                        + " in account "
                                        + call.scope().account()
                                        + "."));
    }
}
