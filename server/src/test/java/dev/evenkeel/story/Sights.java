package dev.evenkeel.story;

import dev.evenkeel.control.GroupMetrics;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.ScheduledAction;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Target;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a story can look at: `members`, `fleet` (what those in service were launched as),
/// `activities` (those that have changed since the last look), `events` and `topics` (what was told
/// of and to whom, since the last look; in short, `topic-names`), `choices` (what told who went
/// apart from others), `desired`, `sizes`, `sizes-told` (the group metrics that are collected),
/// `schedule`, `alarms`, `targets`, `machines`.
final class Sights {
    private final Plant plant;
    private final Names names;
    private final Set<String> told = new HashSet<>();

    Sights(Plant plant, Names names) {
        this.plant = plant;
        this.names = names;
    }

    /// What a group went through to settle is not told, unless somebody asks for it before.
    void skip(boolean isBeginning) {
        if (isBeginning) {
            List<String> _ = activities();
            List<String> _ = messages(true);
        }
    }

    List<String> of(String what) {
        return switch (what) {
            case "members" -> List.of("members: " + members());
            case "fleet" -> List.of("fleet: " + fleet());
            case "activities" -> activities();
            case "choices" -> choices();
            case "questions" -> questions();
            case "desired" -> List.of("desired: " + plant.group().capacity().desired());
            case "sizes" -> List.of("sizes: " + sizes());
            case "schedule" -> List.of("schedule: " + schedule());
            case "alarms" -> List.of("alarms: " + alarms());
            case "targets" -> List.of("targets: " + targets());
            case "sizes-told" -> List.of("told: " + sizesTold());
            case "events" -> messages(true);
            case "topics" -> messages(false);
            case "topic-names" ->
                    messages(false).stream().map(l -> l.replaceAll(" \\| \\{.*", "")).toList();
            case "machines" -> List.of("machines: " + plant.machines().running().size());
            default -> throw new IllegalArgumentException("nothing to see: " + what);
        };
    }

    /// What the function was asked since the last look.
    private List<String> questions() {
        List<String> lines =
                plant.functions().takeAsked().stream()
                        .map(event -> "question: " + names.told(question(event)))
                        .toList();
        return lines.isEmpty() ? List.of("no question") : lines;
    }

    private static String question(String event) {
        JsonNode json = JsonMapper.shared().readTree(event);
        String capacity =
                json.path("CapacityToTerminate")
                        .valueStream()
                        .map(c -> c.path("Capacity").asInt() + " of " + place(c))
                        .collect(Collectors.joining(", "));
        String instances =
                json.path("Instances")
                        .valueStream()
                        .map(i -> i.path("InstanceId").asString() + " " + place(i))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return json.path("Cause").asString() + ", " + capacity + ": " + instances;
    }

    private static String place(JsonNode json) {
        String zone = json.path("AvailabilityZone").asString();
        String option = json.path("InstanceMarketOption").asString();
        return zone.substring(zone.length() - 1) + (option.equals("spot") ? " spot" : "");
    }

    private String sizes() {
        var capacity = plant.group().capacity();
        return capacity.min() + " " + capacity.desired() + " " + capacity.max();
    }

    private String sizesTold() {
        var told = new TreeMap<String, Integer>();
        new GroupMetrics(
                        new MetricWriter() {
                            @Override
                            public void record(
                                    Scope scope, MetricId metric, Datapoint point, String unit) {
                                told.put(metric.name(), (int) point.sum());
                            }

                            @Override
                            public void flush() {}
                        })
                .record(plant.world(), plant.time().now());
        String all =
                told.entrySet().stream()
                        .map(metric -> metric.getKey() + " " + metric.getValue())
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing" : all;
    }

    /// Those that have come since the last look: events, or what topics are told.
    private List<String> messages(boolean events) {
        List<String> lines =
                plant.world().in(Fleet.SCOPE).all(Notification.class).stream()
                        .filter(message -> message.isEvent() == events)
                        .filter(message -> told.add(message.order()))
                        .map(message -> names.told(line(message)))
                        .toList();
        return lines.isEmpty() ? List.of(events ? "no event" : "nothing told") : lines;
    }

    private static String line(Notification message) {
        JsonNode json = JsonMapper.shared().readTree(message.text());
        if (message.isEvent()) {
            return "event | "
                    + json.path("detail-type").asString()
                    + " | "
                    + json.path("resources")
                    + " | "
                    + json.path("detail");
        }
        String topic = message.topic();
        return "topic "
                + topic.substring(topic.lastIndexOf(':') + 1)
                + " | "
                + json.path("Subject").asString()
                + " | "
                + json.path("Message").asString();
    }

    private String schedule() {
        String all =
                plant.world().in(Fleet.SCOPE).all(ScheduledAction.class).stream()
                        .map(action -> action.name() + " at " + action.next())
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private String alarms() {
        String all =
                plant.world().in(Fleet.SCOPE).all(Alarm.class).stream()
                        .map(Sights::alarm)
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    /// Alarms of target tracking also show what they look for.
    private static String alarm(Alarm alarm) {
        String name = alarm.name().replaceAll("TargetTracking-web-Alarm(\\w+)-.*", "$1");
        String state = name + " " + alarm.state();
        return name.equals(alarm.name())
                ? state
                : state
                        + (alarm.rule().comparison() == Alarm.Comparison.GREATER ? " > " : " < ")
                        + alarm.rule().threshold()
                        + " "
                        + alarm.rule().datapoints()
                        + "x"
                        + alarm.watch().period().toSeconds();
    }

    private String members() {
        names.learn();
        String all =
                plant.instances().stream()
                        .filter(i -> i.membership().isPresent())
                        .filter(i -> membership(i).phase() != GroupMembership.Phase.ENDED)
                        .sorted(Comparator.comparingInt(this::number))
                        .map(this::member)
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    /// The members with what they were launched as.
    private String fleet() {
        names.learn();
        return plant.in(GroupMembership.Lifecycle.IN_SERVICE).stream()
                .sorted(Comparator.comparingInt(this::number))
                .map(this::launchedAs)
                .collect(Collectors.joining(", "));
    }

    private String launchedAs(Instance member) {
        String zone = member.placement().zone();
        int weight = membership(member).weight();
        return names.nameOf(member)
                + " "
                + zone.charAt(zone.length() - 1)
                + " "
                + member.settings().instanceType().orElse("?")
                + (member.settings().spot().isPresent() ? " spot" : "")
                + (weight == 1 ? "" : " " + weight);
    }

    private int number(Instance instance) {
        return Integer.parseInt(names.nameOf(instance).substring(1));
    }

    private static GroupMembership membership(Instance instance) {
        return instance.membership().orElseThrow();
    }

    private String member(Instance member) {
        GroupMembership membership = membership(member);
        String zone = member.placement().zone();
        return names.nameOf(member)
                + " "
                + zone.charAt(zone.length() - 1)
                + " "
                + membership.lifecycle().word()
                + (membership.isHealthy() ? "" : " sick")
                + (membership.protectedFromScaleIn() ? " protected" : "");
    }

    private List<String> activities() {
        List<String> lines =
                plant.world().in(Fleet.SCOPE).all(Activity.class).stream()
                        .sorted(
                                Comparator.comparing(Activity::startedAt)
                                        .thenComparing(a -> names.told(a.description())))
                        .filter(a -> told.add(a.activityId() + a.status() + a.statusMessage()))
                        .map(this::line)
                        .toList();
        return lines.isEmpty() ? List.of("no activity") : lines;
    }

    private List<String> choices() {
        return plant.world().in(Fleet.SCOPE).all(Activity.class).stream()
                .filter(a -> !a.choice().isEmpty())
                .flatMap(a -> a.choice().stream().map(c -> a.description() + " | " + step(c)))
                .map(names::told)
                .sorted()
                .toList();
    }

    private static String step(Consideration step) {
        return step.criterion()
                + ": "
                + step.standings().stream()
                        .map(s -> (s.isLeft() ? ">" : "") + s.instance() + " " + s.shown())
                        .collect(Collectors.joining(", "))
                + (step.untold() > 0 ? " and " + step.untold() + " more" : "");
    }

    private String line(Activity activity) {
        String message = activity.statusMessage();
        return names.told(
                activity.status().word()
                        + " | "
                        + activity.description()
                        + " | "
                        + activity.cause()
                        + (message.isEmpty() ? "" : " | " + message));
    }

    private String targets() {
        String all =
                plant.world().in(Fleet.SCOPE).all(Target.class).stream()
                        .map(t -> names.told(t.targetId()) + (t.isDraining() ? " draining" : ""))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
