package dev.evenkeel.proxy.report;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.proxy.Counters;
import dev.evenkeel.proxy.Counters.OfNode;
import dev.evenkeel.proxy.Counters.OfPool;
import dev.evenkeel.proxy.Counters.OfTarget;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.ResponseTimes.Histogram;
import dev.evenkeel.proxy.balance.Tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records, at each reading of the data plane's counters, what happened since the reading before.
///
/// `RequestCount` and `RequestCountPerTarget` are recorded even when zero, as an alarm needs them,
/// and so is what there is at the moment; everything else only when there was something. One
/// thread.
public final class LoadBalancerMetrics {
    private static final String ZONE = "AvailabilityZone";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MetricWriter writer;
    private Map<List<String>, Counts> before = new HashMap<>();
    private Map<List<String>, Histogram> timesBefore = new HashMap<>();
    private Optional<Instant> readBefore = Optional.empty();

    public LoadBalancerMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// What every load balancer did since the last call, recorded at `now`.
    public void record(Counters counters, Instant now) {
        var reading = new Reading(now, readBefore.map(last -> Duration.between(last, now)));
        counters.nodes().forEach(reading::node);
        counters.pools().forEach(reading::pool);
        reading.perTarget();
        reading.capacityUnits();
        before = reading.counts;
        timesBefore = reading.times;
        readBefore = Optional.of(now);
    }

    /// What a metric is recorded under: alone, and by zone.
    private record Subject(Scope scope, String namespace, List<Map<String, String>> dimensions) {}

    /// One reading of all counters, and the sums over zones that it needs.
    private final class Reading {
        private final Instant now;
        private final Map<List<String>, Counts> counts = new HashMap<>();
        private final Map<List<String>, Histogram> times = new HashMap<>();
        private final Map<Subject, PerTarget> groups = new HashMap<>();
        private final Map<Subject, CapacityUnits> units = new HashMap<>();
        private final Duration time;

        /// `time` since the reading before, if there was one.
        Reading(Instant now, Optional<Duration> time) {
            this.now = now;
            this.time = time.orElse(Duration.ZERO);
        }

        void node(OfNode node) {
            var names = MetricNames.of(node.kind());
            Subject subject = subject(names, node);
            List<String> key = List.of(node.loadBalancer(), node.zone());
            names.ofNode()
                    .forEach((counter, name) -> {
                        double count = since(key, node.counts(), counter);
                        if (count > 0 || counter == Counter.REQUESTS) {
                            write(subject, name, Datapoint.of(now, count), "Count");
                        }
                    });
            double bytes =
                    since(key, node.counts(), Counter.RECEIVED_BYTES)
                            + since(key, node.counts(), Counter.SENT_BYTES);
            if (bytes > 0) {
                write(
                        subject,
                        MetricNames.processedBytes(node.kind()),
                        Datapoint.of(now, bytes),
                        "Bytes");
            }
            double open = (double) node.counts().get(Counter.ACTIVE_CONNECTIONS);
            gauge(subject, MetricNames.openConnections(node.kind()), open);
            units.computeIfAbsent(whole(names, node), _ -> new CapacityUnits(node.kind()))
                    .add(since(key, node.counts(), Counter.NEW_CONNECTIONS), open, bytes);
            counts.put(key, node.counts());
        }

        /// What there is at this moment. Whoever adds up a minute, as is usual with AWS's numbers
        /// of connections, gets what there was on an average, however often it was read.
        private void gauge(Subject subject, String name, double value) {
            double share = Math.min(1, (double) time.toMillis() / MINUTE.toMillis());
            if (share > 0) {
                var point = new Datapoint(now, share, value * share, value, value);
                write(subject, name, point, "Count");
            }
        }

        void capacityUnits() {
            if (time.isPositive()) {
                units.forEach((balancer, carried) ->
                        gauge(
                                balancer,
                                MetricNames.capacityUnits(balancer.namespace()),
                                carried.consumed(time)));
            }
        }

        void pool(OfPool pool) {
            var names = MetricNames.of(pool.node().kind());
            Subject subject = subject(names, pool);
            var sums = new HashMap<Counter, Double>();
            for (OfTarget target : pool.targets()) {
                var key =
                        List.of(
                                pool.node().loadBalancer(),
                                pool.node().zone(),
                                pool.group(),
                                target.target().toString());
                for (Counter counter : names.ofTarget().keySet()) {
                    sums.merge(counter, since(key, target.counts(), counter), Double::sum);
                }
                counts.put(key, target.counts());
            }
            Subject everywhere = everywhere(names, pool);
            sums.forEach((counter, count) -> {
                if (count > 0) {
                    String name = names.ofTarget().getOrDefault(counter, counter.name());
                    boolean counted = names.ofNode().containsKey(counter);
                    write(counted ? subject : everywhere, name, Datapoint.of(now, count), "Count");
                }
            });
            responseTimes(pool, everywhere);
            if (pool.node().kind() == Node.Kind.APPLICATION) {
                conduct(pool, subject);
                groups.computeIfAbsent(groupOf(names, pool), _ -> new PerTarget())
                        .add(sums.getOrDefault(Counter.REQUESTS, 0d), pool.targets().size());
            }
        }

        /// Targets that fail more often than the others, and those that get less for it.
        private void conduct(OfPool pool, Subject subject) {
            double anomalous = 0;
            double mitigated = 0;
            for (OfTarget target : pool.targets()) {
                anomalous += target.anomalous() ? 1 : 0;
                mitigated += target.mitigated() ? 1 : 0;
            }
            write(subject, "AnomalousHostCount", Datapoint.of(now, anomalous), "Count");
            write(subject, "MitigatedHostCount", Datapoint.of(now, mitigated), "Count");
        }

        private void responseTimes(OfPool pool, Subject subject) {
            var key = List.of(pool.node().loadBalancer(), pool.node().zone(), pool.group());
            Histogram last = timesBefore.get(key);
            Histogram recent =
                    last == null || last.count() > pool.responseTimes().count()
                            ? pool.responseTimes()
                            : pool.responseTimes().since(last);
            recent.forEach((seconds, times) ->
                    write(
                            subject,
                            MetricNames.responseTime(pool.node().kind()),
                            new Datapoint(now, (double) times, seconds * times, seconds, seconds),
                            "Seconds"));
            times.put(key, pool.responseTimes());
        }

        /// Requests of a group through all nodes, divided by its targets.
        void perTarget() {
            groups.forEach((subject, group) ->
                    write(
                            subject,
                            "RequestCountPerTarget",
                            Datapoint.of(now, group.perTarget()),
                            "None"));
        }

        /// Counters begin anew with a new node or target: then all of it is recent.
        private double since(List<String> key, Counts now, Counter counter) {
            Counts last = before.get(key);
            double earlier = last == null ? 0 : (double) last.get(counter);
            double count = (double) now.get(counter);
            return count < earlier ? count : count - earlier;
        }
    }

    private static final class PerTarget {
        private double requests;
        private int targets;

        void add(double more, int behindThisNode) {
            requests += more;
            targets = Math.max(targets, behindThisNode);
        }

        double perTarget() {
            return targets == 0 ? 0 : requests / targets;
        }
    }

    private static Subject subject(MetricNames names, OfNode node) {
        String name = name(node);
        return new Subject(
                node.scope(),
                names.namespace(),
                List.of(
                        Map.of(names.loadBalancerDimension(), name),
                        Map.of(names.loadBalancerDimension(), name, ZONE, node.zone())));
    }

    private static Subject subject(MetricNames names, OfPool pool) {
        Optional<String> group = groupName(pool);
        if (group.isEmpty()) {
            return subject(names, pool.node());
        }
        String name = name(pool.node());
        String zone = pool.node().zone();
        return new Subject(
                pool.node().scope(),
                names.namespace(),
                List.of(
                        Map.of("LoadBalancer", name, "TargetGroup", group.get()),
                        Map.of("LoadBalancer", name, "TargetGroup", group.get(), ZONE, zone)));
    }

    /// What targets did, a load balancer's and a group's alike.
    private static Subject everywhere(MetricNames names, OfPool pool) {
        Subject ofNode = subject(names, pool.node());
        if (groupName(pool).isEmpty()) {
            return ofNode;
        }
        var both = new ArrayList<>(ofNode.dimensions());
        both.addAll(subject(names, pool).dimensions());
        return new Subject(ofNode.scope(), ofNode.namespace(), both);
    }

    private static Subject whole(MetricNames names, OfNode node) {
        return new Subject(
                node.scope(),
                names.namespace(),
                List.of(Map.of(names.loadBalancerDimension(), name(node))));
    }

    private static Subject groupOf(MetricNames names, OfPool pool) {
        String group = groupName(pool).orElse(pool.group());
        return new Subject(
                pool.node().scope(),
                names.namespace(),
                List.of(
                        Map.of("TargetGroup", group),
                        Map.of("TargetGroup", group, "LoadBalancer", name(pool.node()))));
    }

    /// As CloudWatch's dimension has it: `app/web/50dc6c495c0c9188`, or a Classic one's name.
    private static String name(OfNode node) {
        return Arn.isArn(node.loadBalancer())
                ? new Arn(node.loadBalancer()).tail()
                : node.loadBalancer();
    }

    /// `targetgroup/web/943f017f100becff`; a Classic Load Balancer has no groups.
    private static Optional<String> groupName(OfPool pool) {
        return Arn.isArn(pool.group())
                ? Optional.of(new Arn(pool.group()).resource())
                : Optional.empty();
    }

    private void write(Subject subject, String name, Datapoint point, String unit) {
        for (String spelled : MetricNames.spellings(subject.namespace(), name)) {
            for (Map<String, String> dimensions : subject.dimensions()) {
                writer.record(
                        subject.scope(),
                        MetricId.of(subject.namespace(), spelled, dimensions),
                        point,
                        unit);
            }
        }
    }
}
