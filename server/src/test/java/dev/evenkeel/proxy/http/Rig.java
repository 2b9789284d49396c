package dev.evenkeel.proxy.http;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.Transform;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.EndpointChanges;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.route.TlsHeaders;
import dev.evenkeel.proxy.sticky.CookieKey;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.scenario.Loops;
import dev.evenkeel.sys.Clock;
import io.netty.channel.Channel;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A load balancer `web` with one node, on real sockets, and targets in its group.
final class Rig implements AutoCloseable {
    static final String NODE = "127.31.0.10";
    final Fleet fleet = new Fleet();
    final List<Throwable> bindFailures = new ArrayList<>();
    private final List<SampleTarget> targets = new ArrayList<>();
    private final List<Http2Target> http2Targets = new ArrayList<>();
    private DataPlane plane;
    private LoadBalancer balancer;
    private final TargetGroup group;
    private Listener listener;
    private final boolean http2;
    private final LogWriter logs;
    private final HttpLimits limits;
    private int rules;
    private int starts = 7;

    Rig() throws IOException {
        this(Loops.open(1));
    }

    Rig(Transport transport) throws IOException {
        this(transport, HttpLimits.DEFAULT, false, unwritten());
    }

    Rig(Transport transport, HttpLimits limits) throws IOException {
        this(transport, limits, false, unwritten());
    }

    /// One whose clients speak HTTP/2 from the first byte, as if they had agreed on it.
    static Rig ofHttp2() throws IOException {
        return ofHttp2(HttpLimits.DEFAULT, unwritten());
    }

    static Rig ofHttp2(HttpLimits limits, LogWriter logs) throws IOException {
        return new Rig(Loops.open(1), limits, true, logs);
    }

    /// The usual limits, but for how long a TLS handshake may take.
    static HttpLimits limits(Duration handshakeTimeout) {
        var usual = HttpLimits.DEFAULT;
        return new HttpLimits(
                usual.parking(),
                usual.suspicion(),
                usual.inlineBodyBytes(),
                usual.linger(),
                handshakeTimeout,
                usual.upstreams());
    }

    /// One that is logged.
    Rig(Transport transport, LogWriter logs) throws IOException {
        this(transport, HttpLimits.DEFAULT, false, logs);
    }

    /// Takes log lines as far as its memory goes, and writes none.
    static LogWriter unwritten() {
        return new LogWriter(
                Path.of("no-buckets"),
                Clock.system(),
                new SplittableRandom(1),
                LogWriter.Limits.DEFAULT);
    }

    private Rig(Transport transport, HttpLimits limits, boolean http2, LogWriter logs)
            throws IOException {
        this.http2 = http2;
        this.logs = logs;
        this.limits = limits;
        balancer = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        group = fleet.group("web", TargetType.IP, Protocol.HTTP);
        listener = fleet.listener(balancer, Protocol.HTTP, freePort(), group);
        plane = plane(transport);
    }

    private DataPlane plane(Transport transport) {
        var http =
                new HttpAcceptor(
                        transport,
                        Clock.system(),
                        new SplittableRandom(starts++),
                        limits,
                        CookieKey.of(new byte[CookieKey.BYTES]),
                        logs);
        return new DataPlane(
                transport,
                http2 ? new OnlyHttp2(http) : http,
                (client, _) -> client.close(),
                (_, cause) -> bindFailures.add(cause));
    }

    /// Ends the data plane and starts another, which knows nothing but the world and the key.
    void restart() {
        plane.stop(Duration.ofMillis(100)).join();
        plane = plane(Loops.open(1));
        apply();
    }

    /// Takes every connection for one that agreed on HTTP/2.
    private record OnlyHttp2(HttpAcceptor http) implements Acceptor {
        @Override
        public void accept(Channel client, OpenFrontend frontend) {
            http.accept(client, frontend, new ClientTls("", "", "h2", "", "", 0, TlsHeaders.NONE));
        }

        @Override
        public void changed(EndpointChanges changes) {
            http.changed(changes);
        }

        @Override
        public void stopped() {
            http.stopped();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(NODE))) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(NODE), listener.port());
    }

    SampleClient client() throws IOException {
        return new SampleClient(address());
    }

    DataPlane plane() {
        return plane;
    }

    TargetGroup group() {
        return group;
    }

    Listener listener() {
        return listener;
    }

    /// Compiles the world as it is now and uses it.
    Rig apply() {
        plane.use(RouteTable.compile(plane.current(), fleet.world())).join();
        return this;
    }

    /// Sets attributes of the load balancer.
    Rig with(Map<String, String> attributes) {
        balancer = balancer.withAttributes(Attributes.of(attributes));
        fleet.put(balancer);
        return this;
    }

    /// Gives the load balancer nodes in these zones.
    Rig nodes(int... zones) {
        balancer = balancer.withNodes(Fleet.nodes(zones));
        fleet.put(balancer);
        return this;
    }

    /// Lets the listener speak TLS with these certificates, the default one first.
    Rig secured(String policy, X509Bundle... certificates) {
        var arns = new ArrayList<String>();
        for (X509Bundle certificate : certificates) {
            var imported = Certificates.imported("c" + arns.size(), certificate);
            fleet.put(imported);
            arns.add(imported.id());
        }
        fleet.put(listener.listeningOn(Protocol.HTTPS, listener.port()).secured(policy, arns));
        return this;
    }

    /// Sets attributes of the listener.
    Rig withListener(Map<String, String> attributes) {
        listener = listener.withAttributes(Attributes.of(attributes));
        fleet.put(listener);
        return this;
    }

    /// Starts healthy targets that answer with their names.
    Rig targets(String... names) throws IOException {
        for (String name : names) {
            add(SampleTarget.named("127.31.0." + (20 + targets.size()), name), group);
        }
        return apply();
    }

    /// Starts a healthy target that behaves so.
    SampleTarget target(SampleTarget.Behaviour behaviour) throws IOException {
        var target = new SampleTarget("127.31.0." + (20 + targets.size()), "target", behaviour);
        add(target, group);
        apply();
        return target;
    }

    Target add(SampleTarget target, TargetGroup to) {
        targets.add(target);
        Target registered = fleet.target(to, target.address(), target.port());
        fleet.healthy(registered.ref());
        return registered;
    }

    /// Sets attributes of the group.
    Rig withGroup(Map<String, String> attributes) {
        fleet.with(groupNow(), attributes);
        return apply();
    }

    private TargetGroup groupNow() {
        return fleet.world().in(Fleet.SCOPE).find(TargetGroup.class, group.id()).orElseThrow();
    }

    /// Gives the group a protocol version.
    Rig protocolVersion(String version) {
        fleet.put(withVersion(groupNow(), version));
        return this;
    }

    static TargetGroup withVersion(TargetGroup now, String version) {
        return new TargetGroup(
                now.arn(),
                now.scope(),
                now.name(),
                now.protocol(),
                version,
                now.port(),
                now.targetType(),
                now.healthCheck(),
                now.attributes(),
                now.tags());
    }

    /// Starts a healthy target that speaks HTTP/2, in the group with this protocol version.
    Http2Target http2Target(String version, Http2Target.Behaviour behaviour) throws IOException {
        var target = new Http2Target("127.31.0." + (60 + http2Targets.size()), behaviour);
        http2Targets.add(target);
        Target registered = fleet.target(group, target.address(), target.port());
        fleet.healthy(registered.ref());
        protocolVersion(version).apply();
        return target;
    }

    SampleTarget target(int index) {
        return targets.get(index);
    }

    /// The registration of a target.
    Target registered(int index) {
        SampleTarget target = targets.get(index);
        String id = Target.idIn(group.arn(), target.address(), target.port());
        return fleet.world().in(Fleet.SCOPE).find(Target.class, id).orElseThrow();
    }

    /// Adds a rule after those there are.
    Rig rule(Condition condition, Action action, Transform... transforms) {
        rules++;
        var arn = new dev.evenkeel.model.Arn(listener.arn().sibling("listener-rule") + "/" + rules);
        fleet.put(
                new ListenerRule(
                        arn,
                        Fleet.SCOPE,
                        listener.arn(),
                        rules,
                        List.of(condition),
                        List.of(action),
                        List.of(transforms),
                        Tags.NONE));
        return this;
    }

    /// What the listener does with all requests from now on.
    Rig forwards(Action action) {
        listener = listener.withDefaultActions(List.of(action));
        fleet.put(listener);
        return apply();
    }

    static Action forward(TargetGroup... groups) {
        var weighted = new ArrayList<Action.Forward.Weighted>();
        for (TargetGroup each : groups) {
            weighted.add(new Action.Forward.Weighted(each.arn(), 1));
        }
        return new Action.Forward(weighted, Optional.empty());
    }

    long counted(Counter counter) {
        return plane.counters().nodes().getFirst().counts().get(counter);
    }

    /// The sum over all targets.
    long countedByTargets(Counter counter) {
        return plane.counters().pools().stream()
                .flatMap(pool -> pool.targets().stream())
                .mapToLong(target -> target.counts().get(counter))
                .sum();
    }

    @Override
    public void close() throws IOException {
        plane.stop(Duration.ofMillis(100)).join();
        for (SampleTarget target : targets) {
            target.close();
        }
        for (Http2Target target : http2Targets) {
            target.close();
        }
    }
}
