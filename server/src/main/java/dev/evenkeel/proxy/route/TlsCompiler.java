package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.decide.tls.ServerIdentity;
import dev.evenkeel.model.CertificateUse;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles how listeners speak TLS; keeps what the table before had of the very same material.
final class TlsCompiler {
    private final World world;
    private final Compiled previous;
    private final Compiled compiled = new Compiled(new HashMap<>(), new HashMap<>());

    TlsCompiler(World world, Compiled previous) {
        this.world = world;
        this.previous = previous;
    }

    /// Certificates that were read, and what listeners were made of them.
    record Compiled(Map<String, Read> identities, Map<Wanted, Made> settings) {
        static final Compiled NONE = new Compiled(Map.of(), Map.of());
    }

    /// A certificate as it was stored and as it was read.
    record Read(CertifiedKey material, ServerIdentity identity) {}

    /// What a listener asks for. `certificates` holds the default one first.
    record Wanted(
            Scope scope,
            String owner,
            String policy,
            List<String> certificates,
            List<String> applicationProtocols,
            TlsHeaders headers) {}

    /// What a listener got.
    record Made(Tls tls) {
        @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
        boolean isOf(List<ServerIdentity> identities) {
            boolean same = tls.identities().size() == identities.size();
            for (int at = 0; same && at < identities.size(); at++) {
                same = tls.identities().get(at) == identities.get(at);
            }
            return same;
        }
    }

    Compiled compiled() {
        return compiled;
    }

    /// Empty if the listener has no certificate to show.
    Optional<Tls> tls(Wanted wanted) {
        var policy = SecurityPolicy.named(wanted.policy);
        var identities = new ArrayList<ServerIdentity>();
        for (String arn : wanted.certificates) {
            identity(wanted.scope, arn).ifPresent(identities::add);
        }
        if (policy.isEmpty() || identities.isEmpty()) {
            return Optional.empty();
        }
        Made before = previous.settings.get(wanted);
        Made made =
                before != null && before.isOf(identities)
                        ? before
                        : new Made(
                                new Tls(
                                        policy.get(),
                                        wanted.owner,
                                        identities,
                                        wanted.applicationProtocols,
                                        wanted.headers));
        compiled.settings.put(wanted, made);
        return Optional.of(made.tls);
    }

    private Optional<ServerIdentity> identity(Scope scope, String arn) {
        Optional<CertifiedKey> material = CertificateUse.find(world, scope, arn);
        Read known = compiled.identities.getOrDefault(arn, previous.identities.get(arn));
        Optional<Read> read =
                known != null && material.filter(known.material::equals).isPresent()
                        ? Optional.of(known)
                        : material.flatMap(found ->
                                ServerIdentity.of(arn, found)
                                        .map(identity -> new Read(found, identity)));
        read.ifPresent(found -> compiled.identities.put(arn, found));
        return read.map(Read::identity);
    }
}
