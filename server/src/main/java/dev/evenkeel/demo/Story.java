package dev.evenkeel.demo;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The story, chapter by chapter. Every chapter acts through the public API, waits for a condition,
/// and returns the figure it measured.
final class Story {
    private static final int CPU_TARGET = 10;
    private static final int CPU_IDLE = 5;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Traffic.Plan STEADY = new Traffic.Plan(12, "/", Duration.ofMillis(60), 20);
    private static final Traffic.Plan LOAD =
            new Traffic.Plan(9, "/burn?ms=60", Duration.ofMillis(60), 20);

    private final Site site;
    private final Narrator narrator;
    private final Clock clock;
    private final Pause pause;
    private final Background background;
    private final Aws aws;
    private final Resolver resolver;
    private final Tally total = new Tally();
    private final Fleet fleet;
    private final LoadBalancers balancers;

    Story(Site site, Narrator narrator, Clock clock, Pause pause, Background background) {
        this.site = site;
        this.narrator = narrator;
        this.clock = clock;
        this.pause = pause;
        this.background = background;
        aws = new Aws(site, clock);
        resolver = new Resolver(site.dns());
        fleet = new Fleet(aws, site);
        balancers = fleet.loadBalancers();
    }

    void tell() {
        narrator.chapter("A fleet behind load balancers");
        build();
        narrator.tell("DNS", "every load balancer's name has one address per zone", this::names);
        try (var traffic = new Traffic(STEADY, pause, total)) {
            traffic.start(background, resolver, balancers.webName(), balancers.webPort());
            narrator.tell(
                    "Clients", "traffic spreads evenly over the zones", () -> spread(traffic));
            narrator.tell("The other two", "network and Classic balancers serve too", this::others);
            narrator.tell("Death", "a killed instance is replaced", () -> kill(traffic));
            narrator.tell("Sickness", "a sick instance is replaced", () -> sicken(traffic));
            narrator.tell("Rush hour", "the group grows with the load", () -> grow(traffic));
            narrator.tell("Night", "it drains and shrinks again", () -> shrink(traffic));
            narrator.promise(
                    "requests failed through all of it",
                    total.failures() + " of " + total.requests() + reasons(total),
                    total.failures() == 0);
            narrator.tell("A zone fails", "DNS and routing leave it", () -> loseZone(traffic));
        }
    }

    private static String reasons(Tally tally) {
        return tally.failures() == 0 ? "" : " " + tally.failureReasons();
    }

    private void build() {
        fleet.createTemplate();
        narrator.say("launch template: what an instance is, with the program it starts");
        balancers.create();
        narrator.say("an Application, a Network and a Classic Load Balancer, a node in each zone");
        fleet.createGroup();
        narrator.say("an Auto Scaling group of 3 to 9 over " + site.zones());
        Instant begin = clock.now();
        await(
                "all instances healthy behind all balancers",
                Duration.ofSeconds(45),
                () ->
                        balancers.healthy().size() == Fleet.LEAST
                                && balancers.healthyElsewhere() == Fleet.LEAST);
        narrator.promise("the fleet is in service", since(begin), true);
    }

    private String names() {
        var resolved = new ArrayList<String>();
        for (String name :
                List.of(balancers.webName(), balancers.streamName(), balancers.classicName())) {
            await(
                    name + " to have " + site.zones().size() + " addresses",
                    Duration.ofSeconds(15),
                    () -> resolver.addresses(name).size() == site.zones().size());
            resolved.add(name + " -> " + resolver.addresses(name));
        }
        resolved.forEach(narrator::say);
        return resolved.size() + " names, " + site.zones().size() + " addresses each";
    }

    private String spread(Traffic traffic) {
        Tally tally = traffic.count();
        await("600 requests", Duration.ofSeconds(20), () -> tally.requests() >= 600);
        Map<String, Long> zones = tally.byZone();
        long most = zones.values().stream().mapToLong(n -> n).max().orElse(0);
        long least = zones.values().stream().mapToLong(n -> n).min().orElse(0);
        if (zones.size() != site.zones().size() || least * 5 < most * 4) {
            throw new StoryException("uneven: " + zones);
        }
        return zones.toString();
    }

    private String others() {
        int answered = 0;
        Map<String, Integer> ports =
                Map.of(
                        balancers.streamName() + "/", balancers.streamPort(),
                        balancers.classicName() + "/", balancers.classicHttpPort(),
                        balancers.classicName() + "/tcp", balancers.classicTcpPort());
        for (var entry : ports.entrySet()) {
            String name = entry.getKey().substring(0, entry.getKey().indexOf('/'));
            for (int i = 0; i < 6; i++) {
                try (var client = new Client(resolver, name, entry.getValue(), i)) {
                    answered += client.get("/", 1).status() == 200 ? 1 : 0;
                } catch (IOException broken) {
                    throw new StoryException(name + ": " + broken.getMessage(), broken);
                }
            }
        }
        return answered + " of 18 requests over HTTP and TCP listeners";
    }

    private String kill(Traffic traffic) {
        String victim = fleet.inService().getFirst();
        Tally tally = traffic.count();
        Set<String> before = new HashSet<>(fleet.inService());
        narrator.say("kill -9 of every process of " + victim + " in " + fleet.zone(victim));
        Instant begin = clock.now();
        Processes.kill(victim);
        awaitReplacement(before, victim);
        return since(begin) + ", " + failedOf(tally);
    }

    private String sicken(Traffic traffic) {
        String victim = fleet.inService().getLast();
        Tally tally = traffic.count();
        Set<String> before = new HashSet<>(fleet.inService());
        narrator.say(victim + " now answers its health check with 503");
        Instant begin = clock.now();
        try (var connection = new Connection(fleet.address(victim), 8080, 2_000)) {
            connection.get(victim, "/fail");
        } catch (IOException broken) {
            throw new StoryException("the instance does not answer: " + broken, broken);
        }
        awaitReplacement(before, victim);
        return since(begin) + ", " + failedOf(tally);
    }

    private void awaitReplacement(Set<String> before, String victim) {
        await(
                "a replacement of " + victim,
                Duration.ofSeconds(40),
                () -> {
                    Set<String> serving = new HashSet<>(fleet.inService());
                    serving.retainAll(balancers.healthy());
                    return serving.size() == before.size() && !serving.contains(victim);
                });
        narrator.say("why: " + fleet.causes().getFirst());
    }

    private static String failedOf(Tally tally) {
        return tally.failures() + " of " + tally.requests() + " requests failed" + reasons(tally);
    }

    private String grow(Traffic traffic) {
        fleet.followLoad(CPU_TARGET);
        Instant begin = clock.now();
        Tally tally = traffic.count();
        try (var load = new Traffic(LOAD, pause, total)) {
            load.start(background, resolver, balancers.webName(), balancers.webPort());
            narrator.say("clients now ask for work that burns CPU; the target is 10 %");
            await(
                    "the group to grow and its new instances to be healthy",
                    Duration.ofSeconds(70),
                    () ->
                            fleet.desired() > Fleet.LEAST
                                    && balancers.healthy().size() > Fleet.LEAST);
        }
        narrator.say("why: " + fleet.causes().getFirst());
        return "from 3 to " + fleet.desired() + " in " + since(begin) + ", " + failedOf(tally);
    }

    private String shrink(Traffic traffic) {
        Instant begin = clock.now();
        Tally tally = traffic.count();
        fleet.shrinkWhenIdle(CPU_IDLE);
        int from = fleet.desired();
        await(
                "the group to shrink to " + Fleet.LEAST,
                Duration.ofSeconds(75),
                () -> fleet.desired() == Fleet.LEAST && fleet.size() == Fleet.LEAST);
        narrator.say("why: " + fleet.causes().getFirst());
        return "from " + from + " to 3 in " + since(begin) + ", " + failedOf(tally);
    }

    private String loseZone(Traffic traffic) {
        String zone = site.zones().getLast();
        Instant begin = clock.now();
        aws.put("/_evenkeel/zones/" + zone + "/off");
        narrator.say(zone + " is switched off: its nodes and instances are unreachable");
        int left = site.zones().size() - 1;
        await(
                "DNS to leave " + zone,
                Duration.ofSeconds(20),
                () -> resolver.addresses(balancers.webName()).size() == left);
        String dns = since(begin);
        await(
                "the group to be whole again in the other zones",
                Duration.ofSeconds(45),
                () -> balancers.healthy().size() == Fleet.LEAST && noneIn(zone));
        Tally after = traffic.count();
        await("300 requests", Duration.ofSeconds(20), () -> after.requests() >= 300);
        if (after.byZone().containsKey(zone) || after.failures() > 0) {
            throw new StoryException("still routed: " + after.byZone() + ", " + failedOf(after));
        }
        aws.put("/_evenkeel/zones/" + zone + "/on");
        return "DNS after " + dns + ", whole again after " + since(begin);
    }

    private boolean noneIn(String zone) {
        return balancers.healthy().stream().noneMatch(id -> fleet.zone(id).equals(zone));
    }

    private void await(String what, Duration limit, BooleanSupplier condition) {
        Instant end = clock.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (clock.now().isAfter(end)) {
                throw new StoryException("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            pause.of(LOOK);
        }
    }

    private String since(Instant begin) {
        double seconds = Duration.between(begin, clock.now()).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /// Deletes the group and waits until its last instance is gone.
    void end() {
        try (aws) {
            fleet.delete();
            await("the group to end", Duration.ofSeconds(30), fleet::isDeleted);
        }
    }
}
