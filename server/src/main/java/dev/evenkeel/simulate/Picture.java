package dev.evenkeel.simulate;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Runs as one SVG: panels above each other on one axis of time, a colour for each run, legible on
/// light and dark pages.
final class Picture {
    private static final int WIDTH = 960;
    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int TOP = 76;
    private static final int PANEL = 132;
    private static final int GAP = 44;
    private static final int COLOURS = 6;
    private static final String STYLE =
            """
            <style>
            svg{--ink:#1f2933;--soft:#6b7785;--grid:#e3e8ee;--page:#fff;--load:#9aa7b5;
            --c0:#0b6bcb;--c1:#d9480f;--c2:#2b8a3e;--c3:#9c36b5;--c4:#b8860b;--c5:#0c8599;
            font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
            @media (prefers-color-scheme:dark){svg{--ink:#e6edf3;--soft:#9aa7b5;--grid:#2b333d;--page:#14181d;--load:#5d6b7a;
            --c0:#5aa9ff;--c1:#ff9457;--c2:#69db7c;--c3:#da77f2;--c4:#ffd43b;--c5:#3bc9db}}
            .page{fill:var(--page)}text{fill:var(--soft)}.title{fill:var(--ink);font-weight:600;font-size:13px}
            .head{fill:var(--ink);font-weight:650;font-size:17px}.name{fill:var(--ink)}
            .grid{stroke:var(--grid)}.line{fill:none;stroke-width:1.8;stroke-linejoin:round}
            .load{fill:var(--load);fill-opacity:.35;stroke:var(--load)}.dash{stroke-dasharray:4 3;stroke-opacity:.75}
            </style>
            """;

    private final List<Run> runs;
    private final StringBuilder svg = new StringBuilder();
    private int top = TOP;

    private Picture(List<Run> runs) {
        this.runs = runs;
    }

    /// @param runs at least one, all under one load
    static String of(String title, List<Run> runs) {
        return new Picture(runs).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 4 * (PANEL + GAP) + 8;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
                WIDTH, height, WIDTH, height);
        svg.append(STYLE);
        add("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height);
        add("<text class=\"head\" x=\"%d\" y=\"26\">%s</text>\n", LEFT, escaped(title));
        legend();
        requests();
        panel("Instances (in service; dashed: desired)", "", most(Run.Minute::desired));
        each(Run.Minute::desired, " dash");
        each(Run.Minute::inService, "");
        next();
        panel("Utilisation", "%", 100);
        each(Run.Minute::utilisation, "");
        next();
        panel(
                "Requests per second refused (dashed: requests that wait)",
                "",
                Math.max(most(Run.Minute::refused), most(Run.Minute::waiting)));
        each(Run.Minute::waiting, " dash");
        each(Run.Minute::refused, "");
        next();
        return svg.append("</svg>\n").toString();
    }

    private void requests() {
        double highest = Math.max(most(Run.Minute::load), most(Run.Minute::capacity));
        panel("Requests per second (grey: load; lines: what is in service can serve)", "", highest);
        List<Run.Minute> minutes = runs.getFirst().minutes();
        add("<path class=\"load\" d=\"M%.1f,%.1f", x(0), y(0));
        for (int i = 0; i < minutes.size(); i++) {
            add(" L%.1f,%.1f", x(i), y(minutes.get(i).load()));
        }
        add(" L%.1f,%.1fZ\"/>\n", x(minutes.size() - 1), y(0));
        each(Run.Minute::capacity, "");
        next();
    }

    private void legend() {
        double at = LEFT;
        for (int i = 0; i < runs.size(); i++) {
            String name = runs.get(i).name();
            add(
                    "<rect x=\"%.0f\" y=\"40\" width=\"18\" height=\"4\" rx=\"2\" style=\"fill:var(--c%d)\"/>"
                            + "<text class=\"name\" x=\"%.0f\" y=\"46\">%s</text>\n",
                    at, i % COLOURS, at + 24, escaped(name));
            at += 48 + 7.0 * name.length();
        }
    }

    private double scale = 1;

    private void panel(String title, String unit, double highest) {
        double step = step(highest);
        scale = Math.max(step, Math.ceil(highest / step) * step);
        add("<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT, top - 8, escaped(title));
        for (double value = 0; value <= scale * 1.001; value += step) {
            String label =
                    step < 1
                            ? String.format(Locale.ROOT, "%.1f", value)
                            : String.format(Locale.ROOT, "%,.0f", value);
            add(
                    "<path class=\"grid\" d=\"M%d,%.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s%s</text>\n",
                    LEFT, y(value), WIDTH - RIGHT, LEFT - 8, y(value) + 4, label, unit);
        }
        hours();
    }

    private void hours() {
        int minutes = runs.getFirst().minutes().size();
        int step = 1;
        for (int each : new int[] {5, 15, 30, 60, 180, 360, 1440, 10_080, 43_200}) {
            step = minutes / step > 10 ? each : step;
        }
        for (int i = 0; i < minutes; i += step) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x(i), top + PANEL + 16, Report.time(i * 60L));
        }
    }

    /// A round number that cuts `highest` into three to six.
    private static double step(double highest) {
        double rough = Math.max(highest, 1) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private void each(ToDoubleFunction<Run.Minute> value, String more) {
        for (int run = 0; run < runs.size(); run++) {
            List<Run.Minute> minutes = runs.get(run).minutes();
            add("<path class=\"line%s\" style=\"stroke:var(--c%d)\" d=\"", more, run % COLOURS);
            for (int i = 0; i < minutes.size(); i++) {
                double at = Math.min(scale, value.applyAsDouble(minutes.get(i)));
                add("%s%.1f,%.1f", i == 0 ? "M" : " L", x(i), y(at));
            }
            svg.append("\"/>\n");
        }
    }

    private void next() {
        top += PANEL + GAP;
    }

    private double most(ToDoubleFunction<Run.Minute> value) {
        return runs.stream().mapToDouble(run -> run.most(value)).max().orElse(0);
    }

    private double x(int minute) {
        int last = Math.max(1, runs.getFirst().minutes().size() - 1);
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * minute / last;
    }

    private double y(double value) {
        return top + PANEL * (1 - value / scale);
    }

    @SuppressWarnings("AnnotateFormatMethod") // A library for one private method is too much.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
