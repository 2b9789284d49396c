package dev.evenkeel.api.iam;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.iam.IamErrors;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds server certificates by name, in the account's one IAM.
final class Lookup {
    private Lookup() {}

    static Collection<ServerCertificate> all(World world, Call call) {
        return world.in(ServerCertificate.scopeOf(call.scope().account()))
                .all(ServerCertificate.class);
    }

    static ServerCertificate certificate(World world, Call call, @Nullable String name) {
        String named = requireNonNull(name);
        return world.in(ServerCertificate.scopeOf(call.scope().account()))
                .find(ServerCertificate.class, named)
                .orElseThrow(() ->
                        new ApiFault(
                                IamErrors.NO_SUCH_ENTITY,
                                "The Server Certificate with name " + named + " cannot be found."));
    }

    /// Names that differ only by case are one to IAM.
    static void checkFree(World world, Call call, String name) {
        Optional<ServerCertificate> same =
                all(world, call).stream()
                        .filter(one ->
                                one.name()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst();
        if (same.isPresent()) {
            throw new ApiFault(
                    IamErrors.ENTITY_ALREADY_EXISTS,
                    "The Server Certificate with name " + name + " already exists.");
        }
    }
}
