package dev.evenkeel.api.elbv2;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.AddListenerCertificatesInput;
import dev.evenkeel.wire.elbv2.AddListenerCertificatesOutput;
import dev.evenkeel.wire.elbv2.Certificate;
import dev.evenkeel.wire.elbv2.DescribeListenerCertificatesInput;
import dev.evenkeel.wire.elbv2.DescribeListenerCertificatesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.RemoveListenerCertificatesInput;
import dev.evenkeel.wire.elbv2.RemoveListenerCertificatesOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The certificates a listener has besides its default one: added, removed, and all of them shown.
final class ListenerCertificates {
    private ListenerCertificates() {}

    static Decision<AddListenerCertificatesOutput> add(
            World world, Call call, AddListenerCertificatesInput input) {
        Listener listener = secured(world, call, requireNonNull(input.listenerArn()));
        List<String> arns = ListenerTls.arns(input.certificates());
        if (arns.isEmpty()) {
            throw ApiFault.validation("At least one certificate must be specified");
        }
        var all = new ArrayList<>(listener.certificates());
        for (String arn : arns) {
            ListenerTls.checkExists(world, call.scope(), arn);
            if (!all.subList(1, all.size()).contains(arn)) {
                all.add(arn);
            }
        }
        Listener changed = listener.secured(listener.sslPolicy(), all);
        checkCount(world.in(call.scope()), changed);
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new AddListenerCertificatesOutput(
                        arns.stream().map(arn -> new Certificate(arn, false)).toList()));
    }

    /// AWS counts those of all listeners of a load balancer, each certificate once, default ones
    /// not.
    private static void checkCount(World.Region region, Listener changed) {
        Set<String> distinct = new HashSet<>(additional(changed));
        for (Listener other : listeners(region, changed.loadBalancer())) {
            if (!other.id().equals(changed.id())) {
                distinct.addAll(additional(other));
            }
        }
        Quota.APPLICATION_CERTIFICATES.check(
                distinct.size(),
                Elbv2Errors.TOO_MANY_CERTIFICATES,
                "The maximum number of certificates has been reached on load balancer '"
                        + changed.loadBalancer()
                        + "'");
    }

    private static List<Listener> listeners(World.Region region, Arn loadBalancer) {
        return region.all(Listener.class).stream()
                .filter(one -> one.loadBalancer().equals(loadBalancer))
                .toList();
    }

    private static List<String> additional(Listener listener) {
        List<String> all = listener.certificates();
        return all.isEmpty() ? List.of() : all.subList(1, all.size());
    }

    static Decision<RemoveListenerCertificatesOutput> remove(
            World world, Call call, RemoveListenerCertificatesInput input) {
        Listener listener = secured(world, call, requireNonNull(input.listenerArn()));
        var kept = new ArrayList<>(additional(listener));
        for (String arn : ListenerTls.arns(input.certificates())) {
            boolean removed = kept.remove(arn);
            if (!removed && arn.equals(listener.certificates().getFirst())) {
                throw new ApiFault(
                        Elbv2Errors.OPERATION_NOT_PERMITTED,
                        "Default certificate cannot be removed from the listener");
            }
        }
        kept.addFirst(listener.certificates().getFirst());
        return new Decision<>(
                List.of(new Change.Put(listener.secured(listener.sslPolicy(), kept))),
                new RemoveListenerCertificatesOutput());
    }

    private static Listener secured(World world, Call call, String arn) {
        Listener listener = Lookup.listener(world.in(call.scope()), arn);
        if (listener.protocol() != Protocol.HTTPS) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Certificates can only be specified for HTTPS and TLS listeners");
        }
        return listener;
    }

    /// The default one first, marked as such; it is there again if it was also added.
    static DescribeListenerCertificatesOutput describe(
            World world, Call call, DescribeListenerCertificatesInput input) {
        Listener listener =
                Lookup.listener(world.in(call.scope()), requireNonNull(input.listenerArn()));
        List<String> arns = listener.certificates();
        var all = new ArrayList<Shown>();
        for (int at = 0; at < arns.size(); at++) {
            all.add(new Shown(arns.get(at), at == 0));
        }
        all.sort(Comparator.comparing(Shown::id));
        Page<Shown> page = Page.of(all, Shown::id, Lookup.page(input.marker(), input.pageSize()));
        return new DescribeListenerCertificatesOutput(
                page.items().stream().map(one -> new Certificate(one.arn, one.isDefault)).toList(),
                page.next());
    }

    /// A certificate as it is listed.
    private record Shown(String arn, boolean isDefault) {
        String id() {
            return (isDefault ? "0" : "1") + arn;
        }
    }
}
