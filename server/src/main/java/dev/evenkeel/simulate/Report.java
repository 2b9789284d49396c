package dev.evenkeel.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs as text: a table of one over time, a table that compares all, and CSV.
final class Report {
    private static final int ROWS = 24;

    private Report() {}

    /// About one line an hour for a day: the mean load and utilisation, the last counts, the most
    /// that waited, the sum refused, the money so far.
    static List<String> table(Run run) {
        var lines = new ArrayList<String>();
        lines.add(run.name());
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%6s %9s %8s %8s %8s %6s %9s %9s %9s",
                        "time",
                        "load/s",
                        "desired",
                        "pending",
                        "service",
                        "busy",
                        "waiting",
                        "refused",
                        "cost"));
        int step = Math.max(1, Math.ceilDiv(run.minutes().size(), ROWS));
        for (int from = 0; from < run.minutes().size(); from += step) {
            int to = Math.min(from + step, run.minutes().size());
            lines.add(row(run.minutes().subList(from, to)));
        }
        return lines;
    }

    private static String row(List<Run.Minute> some) {
        Run.Minute last = some.getLast();
        return String.format(
                Locale.ROOT,
                "%6s %9.0f %8d %8d %8d %5.0f%% %9.0f %9.0f %9.2f",
                time(some.getFirst().second()),
                some.stream().mapToDouble(Run.Minute::load).average().orElse(0),
                last.desired(),
                last.pending(),
                last.inService(),
                some.stream().mapToDouble(Run.Minute::utilisation).average().orElse(0),
                some.stream().mapToDouble(Run.Minute::waiting).max().orElse(0),
                60 * some.stream().mapToDouble(Run.Minute::refused).sum(),
                last.cost());
    }

    static String time(long second) {
        return String.format(Locale.ROOT, "%02d:%02d", second / 3600, second / 60 % 60);
    }

    /// One line for each run.
    static List<String> comparison(List<Run> runs) {
        var lines = new ArrayList<String>();
        int width = runs.stream().mapToInt(run -> run.name().length()).max().orElse(0);
        String name = "%-" + Math.max(8, width) + "s";
        lines.add(
                String.format(
                        Locale.ROOT,
                        name + " %9s %9s %12s %9s %8s %8s %10s %10s",
                        "policies",
                        "cost",
                        "p95 busy",
                        "refused",
                        "of all",
                        "launched",
                        "ended",
                        "min short",
                        "min idle"));
        for (Run run : runs) {
            Run.Totals totals = run.totals();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            name + " %9.2f %8.0f%% %12.0f %8.3f%% %8d %8d %10d %10d",
                            run.name(),
                            totals.cost(),
                            run.p95Utilisation(),
                            totals.refused(),
                            100 * totals.refused() / Math.max(1, totals.requests()),
                            totals.launches(),
                            totals.terminations(),
                            run.minutesShort(),
                            run.minutesIdle()));
        }
        return lines;
    }

    /// Every minute of every run.
    static List<String> csv(List<Run> runs) {
        var lines = new ArrayList<String>();
        lines.add(
                "policies,seconds,load_per_s,desired,pending,in_service,capacity_per_s,utilisation_percent,waiting,refused_per_s,cost");
        for (Run run : runs) {
            String name = '"' + run.name().replace("\"", "\"\"") + '"';
            for (Run.Minute m : run.minutes()) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%s,%d,%.2f,%d,%d,%d,%.0f,%.1f,%.0f,%.2f,%.4f",
                                name,
                                m.second(),
                                m.load(),
                                m.desired(),
                                m.pending(),
                                m.inService(),
                                m.capacity(),
                                m.utilisation(),
                                m.waiting(),
                                m.refused(),
                                m.cost()));
            }
        }
        return lines;
    }
}
