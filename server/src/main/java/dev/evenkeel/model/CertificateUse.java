package dev.evenkeel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Which certificates listeners name, and what they stand for.
public final class CertificateUse {
    private CertificateUse() {}

    /// What a listener in `region` gets for a certificate's ARN: one of ACM's in the same region,
    /// or one of IAM's in the same account.
    public static Optional<CertifiedKey> find(World world, Scope region, String arn) {
        if (arn.contains(":server-certificate/")) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            return world.in(ServerCertificate.scopeOf(region.account()))
                    .find(ServerCertificate.class, name)
                    .filter(found -> found.arn().value().equals(arn))
                    .map(ServerCertificate::material);
        }
        return world.in(region).find(AcmCertificate.class, arn).map(AcmCertificate::material);
    }

    /// The load balancers of the account that use a certificate, by ARN.
    public static List<String> usersOf(World world, String account, String arn) {
        var users = new TreeSet<String>();
        for (World.Region region : world.regions()) {
            if (region.scope().account().equals(account)) {
                region.all(Listener.class).stream()
                        .filter(listener -> listener.certificates().contains(arn))
                        .forEach(listener -> users.add(listener.loadBalancer().value()));
                region.all(ClassicLoadBalancer.class).stream()
                        .filter(balancer -> uses(balancer, arn))
                        .forEach(balancer -> users.add(balancer.arn().value()));
            }
        }
        return List.copyOf(users);
    }

    /// The listeners of the account, as they are when a certificate they name gets another ARN.
    public static List<Change> renamed(World world, String account, String arn, String next) {
        var changes = new ArrayList<Change>();
        for (World.Region region : world.regions()) {
            if (region.scope().account().equals(account)) {
                region.all(Listener.class).stream()
                        .filter(listener -> listener.certificates().contains(arn))
                        .map(listener -> renamed(listener, arn, next))
                        .forEach(listener -> changes.add(new Change.Put(listener)));
                region.all(ClassicLoadBalancer.class).stream()
                        .filter(balancer -> uses(balancer, arn))
                        .map(balancer -> renamed(balancer, arn, next))
                        .forEach(balancer -> changes.add(new Change.Put(balancer)));
            }
        }
        return changes;
    }

    private static Listener renamed(Listener listener, String arn, String next) {
        return listener.secured(
                listener.sslPolicy(),
                listener.certificates().stream()
                        .map(each -> each.equals(arn) ? next : each)
                        .toList());
    }

    private static ClassicLoadBalancer renamed(
            ClassicLoadBalancer balancer, String arn, String next) {
        return balancer.withListeners(
                balancer.listeners().stream()
                        .map(ports ->
                                ports.withCertificate(
                                        ports.certificate()
                                                .map(each -> each.equals(arn) ? next : each)))
                        .toList());
    }

    private static boolean uses(ClassicLoadBalancer balancer, String arn) {
        return balancer.listeners().stream()
                .anyMatch(ports -> ports.certificate().filter(arn::equals).isPresent());
    }
}
