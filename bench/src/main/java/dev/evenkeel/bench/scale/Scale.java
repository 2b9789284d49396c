package dev.evenkeel.bench.scale;

import dev.evenkeel.dns.Zones;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.state.MemoryStore;
import dev.evenkeel.state.Store;
import dev.evenkeel.state.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// Measures what a tick of the control loop, one change and one look cost, with few groups and with
/// many: `[memory] [disk] GROUPS...`. With `disk`, changes are made durable, and routes and names
/// are compiled from each, as the server does.
final class Scale {
    private static final Duration NO_TICK = Duration.ofMillis(400);
    private static final Duration ONE_TICK = Duration.ofMillis(1500);
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(8);
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(12);
    private static final int LEAST_TICKS = 3;
    private static final int MOST_TICKS = 130;
    private static final int CHANGES = 20;
    private static final int LOOKS = 400;
    private static final int MEGABYTE = 1 << 20;

    private final Installation installed;
    private final int groups;

    private Scale(Store store, int groups) {
        installed = new Installation(store, groups);
        this.groups = groups;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(String.join(" ", arguments).strip().split("\\s+"));
        System.out.println("                          ms of the control thread: median / greatest");
        System.out.println(
                "store   groups instances  tick at rest    change planned  change served   death"
                        + " planned   a look, us  heap MB  KB/instance");
        for (String store : List.of("memory", "disk")) {
            for (String word : words) {
                if (words.contains(store) && word.matches("\\d+")) {
                    System.out.println(line(store, Integer.parseInt(word)));
                }
            }
        }
    }

    private static String line(String kind, int groups) throws IOException {
        if (kind.equals("memory")) {
            return kind + "  " + measured(new MemoryStore(Estate.SITE), groups);
        }
        Path directory = Files.createTempDirectory(Path.of("target"), "scale");
        try (Store store = SqliteStore.open(directory, Estate.SITE)) {
            compileFrom(store);
            return kind + "    " + measured(store, groups);
        } finally {
            remove(directory);
        }
    }

    /// What the data plane and the DNS make of every change.
    private static void compileFrom(Store store) {
        var table = new RouteTable[] {RouteTable.EMPTY};
        store.subscribe((World world) -> table[0] = RouteTable.compile(table[0], world));
        store.subscribe((World world) -> Zones.compile(world));
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String measured(Store store, int groups) {
        long before = heap();
        return new Scale(store, groups).measured(before);
    }

    private String measured(long heapBefore) {
        installed.fill();
        double heap = heap() - heapBefore;
        long began = System.nanoTime();
        while (System.nanoTime() - began < WARM_UP) {
            long _ = installed.second();
            var _ = installed.describe(0);
        }
        List<Long> ticks = ticks();
        var planned = new ArrayList<Long>();
        var served = new ArrayList<Long>();
        for (int change = 0; change < CHANGES; change++) {
            grow(change % groups, Estate.SIZE + 1 + change / groups, planned, served);
        }
        List<Long> deaths = each(CHANGES / 2, this::death);
        List<Long> looks = each(LOOKS, this::look);
        return String.format(
                Locale.ROOT,
                "%6d %9d  %s %s %s %s  %8.0f  %9.1f  %6.1f",
                groups,
                groups * Estate.SIZE,
                millis(ticks),
                millis(planned),
                millis(served),
                millis(deaths),
                median(looks) / 1e3,
                heap / MEGABYTE,
                heap / 1024 / (groups * Estate.SIZE));
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Two minutes of them, alarms included, unless that takes too long.
    private List<Long> ticks() {
        var ticks = new ArrayList<Long>();
        long began = System.nanoTime();
        while (ticks.size() < LEAST_TICKS
                || (ticks.size() < MOST_TICKS && System.nanoTime() - began < MEASURED)) {
            ticks.add(installed.second());
        }
        return ticks;
    }

    /// One more instance: until it is stored and asked for, and until it serves.
    private void grow(int number, int desired, List<Long> planned, List<Long> served) {
        int before = installed.instances();
        installed.setDesired(number, desired);
        long first = installed.until(() -> installed.instances() > before, NO_TICK);
        Instance coming = coming();
        planned.add(first);
        served.add(first + installed.until(() -> serves(coming.instanceId()), NO_TICK));
        installed.forgetMessages();
    }

    private Instance coming() {
        return installed.region().all(Instance.class).stream()
                .filter(instance -> instance.state() == Instance.State.PENDING)
                .findFirst()
                .orElseThrow();
    }

    private boolean serves(InstanceId id) {
        return installed
                .region()
                .find(Instance.class, id.value())
                .flatMap(Instance::membership)
                .flatMap(member -> member.inServiceSince())
                .isPresent();
    }

    /// From the tick that finds a machine gone until another is stored in its place.
    private long death(int number) {
        int before = installed.instances();
        installed.machines().lose(installed.machines().present().iterator().next());
        long took = installed.until(() -> installed.instances() > before, ONE_TICK);
        installed.forgetMessages();
        return took;
    }

    private long look(int number) {
        long began = System.nanoTime();
        var _ = installed.describe(number % groups);
        return System.nanoTime() - began;
    }

    private static List<Long> each(int times, IntToLongFunction measure) {
        return IntStream.range(0, times).mapToLong(measure).boxed().toList();
    }

    private static String millis(List<Long> nanos) {
        return String.format(
                Locale.ROOT, "%7.2f /%7.2f", median(nanos) / 1e6, Collections.max(nanos) / 1e6);
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }
}
