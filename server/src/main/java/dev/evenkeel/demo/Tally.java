package dev.evenkeel.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What clients saw: requests, failures, and which zone and instance answered. Any thread.
final class Tally {
    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{17}");
    private static final Pattern ZONE = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-\\d[a-z]");

    private final LongAdder requests = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> byZone = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LongAdder> byInstance = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LongAdder> failures = new ConcurrentHashMap<>();

    void answered(String body) {
        requests.increment();
        count(byInstance, INSTANCE.matcher(body));
        count(byZone, ZONE.matcher(body));
    }

    private static void count(Map<String, LongAdder> counts, Matcher found) {
        if (found.find()) {
            counts.computeIfAbsent(found.group(), _ -> new LongAdder()).increment();
        }
    }

    void failed(String why) {
        requests.increment();
        failed.increment();
        failures.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failed.sum();
    }

    Map<String, Long> byZone() {
        return sums(byZone);
    }

    Map<String, Long> byInstance() {
        return sums(byInstance);
    }

    /// What went wrong, and how often.
    Map<String, Long> failureReasons() {
        return sums(failures);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
