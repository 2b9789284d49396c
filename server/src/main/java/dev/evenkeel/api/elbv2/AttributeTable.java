package dev.evenkeel.api.elbv2;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The attributes that load balancers, target groups or listeners have: keys, defaults, values, and
/// the kinds of load balancer they hold for. Read from a text file beside this class.
///
/// `noun` begins the messages, `onKind` ends the one about a kind that lacks the key.
record AttributeTable(String noun, String onKind, List<Row> rows) {
    private static final int MAX_TEXT = 4096;

    static final AttributeTable LOAD_BALANCER =
            read("load-balancer", "Load balancer", "on load balancers with type");
    static final AttributeTable TARGET_GROUP =
            read("target-group", "Target group", "on target groups of load balancers with type");
    static final AttributeTable LISTENER =
            read("listener", "Listener", "on listeners of load balancers with type");

    /// One attribute. `allowed` are AWS's values, `done` those that have their effect here.
    record Row(String key, String initial, Values allowed, Values done, Set<String> kinds) {}

    /// A choice of words and ranges, `off/1..100`; `*` is anything, `name` what AWS lets a header
    /// field be called, `token` what HTTP lets a field or a cookie be called (RFC 9110, 5.6.2).
    record Values(String choice) {
        boolean hold(String value) {
            return Arrays.stream(choice.split("/")).anyMatch(one -> matches(one, value));
        }

        private static boolean matches(String one, String value) {
            return switch (one) {
                case "*" -> isText(value);
                case "name" -> value.matches("[-_A-Za-z0-9]{1,40}");
                case "token" -> value.matches("[-!#$%&'*+.^_`|~A-Za-z0-9]{1,512}");
                default -> one.equals(value) || isWithin(one, value);
            };
        }

        private static boolean isWithin(String range, String value) {
            int dots = range.indexOf("..");
            return dots >= 0
                    && value.matches("\\d{1,9}")
                    && Integer.parseInt(value) >= Integer.parseInt(range.substring(0, dots))
                    && Integer.parseInt(value) <= Integer.parseInt(range.substring(dots + 2));
        }
    }

    /// What may stand in a header field or a path.
    private static boolean isText(String value) {
        return value.length() <= MAX_TEXT && value.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /// Every attribute of the kind: what was set, else what `initials` say, else the default.
    SortedMap<String, String> effective(String kind, Attributes set, Map<String, String> initials) {
        var all = new TreeMap<String, String>();
        for (Row row : rows) {
            if (row.kinds().contains(kind)) {
                String initial = initials.getOrDefault(row.key(), row.initial());
                all.put(row.key(), set.get(row.key(), initial));
            }
        }
        return all;
    }

    /// Refuses what AWS would refuse, and what would have no effect here.
    void check(String kind, Map<String, String> wanted) {
        wanted.forEach((key, value) -> check(row(kind, key), value));
    }

    private Row row(String kind, String key) {
        List<Row> named = rows.stream().filter(row -> row.key().equals(key)).toList();
        if (named.isEmpty()) {
            throw ApiFault.validation(noun + " attribute key '" + key + "' is not recognized");
        }
        return named.stream()
                .filter(row -> row.kinds().contains(kind))
                .findFirst()
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                                said(key) + "is not supported " + onKind + quoted(kind)));
    }

    private void check(Row row, String value) {
        if (!row.allowed().hold(value)) {
            throw ApiFault.validation(
                    said(row.key())
                            + "cannot have the value '"
                            + value
                            + "'; valid values: "
                            + row.allowed().choice());
        }
        if (!row.done().hold(value)) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    said(row.key()) + "cannot be" + quoted(value) + ": Evenkeel does not do this");
        }
    }

    private String said(String key) {
        return noun + " attribute key '" + key + "' ";
    }

    private static String quoted(String word) {
        return " '" + word + "'";
    }

    private static AttributeTable read(String file, String noun, String onKind) {
        String name = file + "-attributes.txt";
        try (InputStream in = requireNonNull(AttributeTable.class.getResourceAsStream(name))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Row> rows =
                    text.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> row(line.split("\\s+")))
                            .toList();
            return new AttributeTable(noun, onKind, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String[] columns) {
        var allowed = new Values(columns[2]);
        return new Row(
                columns[0],
                orEmpty(columns[1]),
                allowed,
                columns[3].equals("=") ? allowed : new Values(orEmpty(columns[3])),
                Set.of(columns[4].split(",")));
    }

    private static String orEmpty(String column) {
        return column.equals("-") ? "" : column;
    }
}
