package dev.evenkeel.control;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Has the datapoints of alarms read: at once what memory holds, in the background what takes the
/// disk, because the alarm looks back for longer. On the control thread, but for that.
final class AlarmReadings {
    private final MetricReader metrics;
    private final Executor background;
    private final Runnable whenRead;
    private final Map<Key, Errand> errands = new HashMap<>();
    private final List<Errand> wanted = new ArrayList<>();

    /// What is read for an alarm as it was when it was asked for.
    private record Errand(
            Alarm alarm, World world, Instant at, CompletableFuture<AlarmReading> reading) {}

    /// @param whenRead called on any thread when something was read in the background
    AlarmReadings(MetricReader metrics, Executor background, Runnable whenRead) {
        this.metrics = metrics;
        this.background = background;
        this.whenRead = whenRead;
    }

    /// Empty while it is being read; then it has to be asked for again. An alarm that changed in
    /// the meantime is read for anew.
    Optional<AlarmReading> find(Alarm alarm, World world, Instant now) {
        Errand open = errands.get(alarm.key());
        if (open == null || !open.alarm().equals(alarm)) {
            return recalled(alarm, world, now);
        }
        if (!open.reading().isDone()) {
            return Optional.empty();
        }
        errands.remove(alarm.key());
        return Optional.of(open.reading().join());
    }

    private Optional<AlarmReading> recalled(Alarm alarm, World world, Instant now) {
        var memory = new Memory(metrics);
        AlarmReading reading = AlarmReading.of(memory, world, alarm, now);
        if (memory.isEnough) {
            errands.remove(alarm.key());
            return Optional.of(reading);
        }
        var errand = new Errand(alarm, world, now, new CompletableFuture<>());
        errands.put(alarm.key(), errand);
        wanted.add(errand);
        return Optional.empty();
    }

    /// Has everything read that [#find] did not find, one after the other.
    void fetch() {
        if (!wanted.isEmpty()) {
            List<Errand> all = List.copyOf(wanted);
            wanted.clear();
            background.execute(() -> {
                all.forEach(this::run);
                whenRead.run();
            });
        }
    }

    private void run(Errand errand) {
        try {
            errand.reading()
                    .complete(
                            AlarmReading.of(metrics, errand.world(), errand.alarm(), errand.at()));
        } catch (RuntimeException | Error failure) {
            errand.reading().completeExceptionally(failure);
        }
    }

    /// Forgets alarms that are gone.
    void forget(World world) {
        errands.keySet()
                .removeIf(key -> world.in(key.scope()).find(Alarm.class, key.id()).isEmpty());
    }

    /// What is being read, in words.
    List<String> underWay() {
        return errands.values().stream()
                .map(errand -> "the measurements of alarm " + errand.alarm().name())
                .sorted()
                .toList();
    }

    /// Reads what memory holds, and notes whether that was all.
    private static final class Memory implements MetricReader {
        private final MetricReader metrics;
        private boolean isEnough = true;

        Memory(MetricReader metrics) {
            this.metrics = metrics;
        }

        @Override
        public List<Value> read(
                Scope scope, MetricId metric, String statistic, Duration period, Span span) {
            Optional<List<Value>> held = metrics.recall(scope, metric, statistic, period, span);
            isEnough &= held.isPresent();
            return held.orElse(List.of());
        }

        @Override
        public List<MetricId> list(Scope scope, Optional<String> namespace, Optional<String> name) {
            return metrics.list(scope, namespace, name);
        }

        @Override
        public String unit(Scope scope, MetricId metric) {
            return metrics.unit(scope, metric);
        }
    }
}
