package dev.evenkeel.api.elb;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.SetLoadBalancerListenerSSLCertificateInput;
import dev.evenkeel.wire.elb.SetLoadBalancerListenerSSLCertificateOutput;
import java.util.ArrayList;
import java.util.List;

/// SetLoadBalancerListenerSSLCertificate: another certificate for a listener that has one.
final class ListenerCertificate {
    private ListenerCertificate() {}

    static Decision<SetLoadBalancerListenerSSLCertificateOutput> set(
            World world, Call call, SetLoadBalancerListenerSSLCertificateInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        int port = requireNonNull(input.loadBalancerPort());
        var listeners = new ArrayList<ListenerPorts>();
        for (ListenerPorts each : lb.listeners()) {
            listeners.add(each.port() == port ? changed(world, call, each, input) : each);
        }
        if (lb.listeners().stream().noneMatch(each -> each.port() == port)) {
            throw Lookup.noListener(lb, port);
        }
        return new Decision<>(
                List.of(new Change.Put(lb.withListeners(listeners))),
                new SetLoadBalancerListenerSSLCertificateOutput());
    }

    private static ListenerPorts changed(
            World world,
            Call call,
            ListenerPorts old,
            SetLoadBalancerListenerSSLCertificateInput input) {
        return old.withCertificate(
                ListenerRequest.certificate(
                        world, call.scope(), old.protocol(), input.sslCertificateId()));
    }
}
