package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.RegularExpression;
import dev.evenkeel.model.Condition;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which values a condition may have, how many, and with how many wildcards.
final class ConditionValues {
    private static final int MAX_TEXT = 128;
    private static final int MAX_NAME = 40;
    private static final int MAX_OCTET = 255;
    private static final int MAX_PREFIX = 32;
    private static final int MAX_IPV6_PREFIX = 128;

    private ConditionValues() {}

    static void checkHost(String value) {
        checkText(value);
        if (!value.matches("[A-Za-z0-9.*?:-]*\\.[A-Za-z]+")) {
            throw notValid("host-header", value);
        }
    }

    static void checkPath(String value) {
        checkText(value);
        if (!value.matches("[A-Za-z0-9 _.$/~\"'@:+&*?-]*")) {
            throw notValid("path-pattern", value);
        }
    }

    static void checkMethod(String value) {
        if (!value.matches("[A-Z_-]{1,40}")) {
            throw notValid("http-request-method", value);
        }
    }

    static void checkHeaderName(String name) {
        if (name.length() > MAX_NAME
                || !name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                || name.equalsIgnoreCase("host")) {
            throw notValid("http-header", name);
        }
    }

    static void checkText(String value) {
        if (value.isEmpty() || value.length() > MAX_TEXT) {
            throw ApiFault.validation(
                    "Condition values must have between '1' and '" + MAX_TEXT + "' characters");
        }
    }

    static void checkRegex(String value) {
        checkText(value);
        if (RegularExpression.of(value, false).isEmpty()) {
            throw ApiFault.validation("The regular expression '" + value + "' is not valid");
        }
    }

    /// An IPv4 or IPv6 CIDR block.
    static void checkBlock(String value) {
        if (!isIpv4Block(value) && !isIpv6Block(value)) {
            throw notValid("source-ip", value);
        }
    }

    private static boolean isIpv4Block(String value) {
        if (!value.matches("(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}")) {
            return false;
        }
        String[] parts = value.split("[./]");
        return Stream.of(parts).limit(4).allMatch(part -> Integer.parseInt(part) <= MAX_OCTET)
                && Integer.parseInt(parts[4]) <= MAX_PREFIX;
    }

    /// An IPv4 address in IPv6's clothes is none.
    private static boolean isIpv6Block(String value) {
        if (!value.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/\\d{1,3}")) {
            return false;
        }
        int slash = value.indexOf('/');
        try {
            return InetAddress.ofLiteral(value.substring(0, slash)) instanceof Inet6Address
                    && Integer.parseInt(value.substring(slash + 1)) <= MAX_IPV6_PREFIX;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static ApiFault notValid(String field, String value) {
        return ApiFault.validation(
                "The condition value '" + value + "' is not valid for the field '" + field + "'");
    }

    static void checkQuotas(List<Condition> conditions) {
        List<String> values = conditions.stream().flatMap(ConditionValues::values).toList();
        if (values.size() > Quota.CONDITION_VALUES.max()) {
            throw ApiFault.validation(
                    "A rule can only have '" + Quota.CONDITION_VALUES.max() + "' condition values");
        }
        long wildcards =
                conditions.stream()
                        .filter(condition -> !isRegex(condition))
                        .flatMap(ConditionValues::values)
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '*' || c == '?')
                        .count();
        if (wildcards > Quota.CONDITION_WILDCARDS.max()) {
            throw ApiFault.validation(
                    "A rule can only have '"
                            + Quota.CONDITION_WILDCARDS.max()
                            + "' condition wildcards");
        }
    }

    private static boolean isRegex(Condition condition) {
        return switch (condition) {
            case Condition.HostRegex _, Condition.PathRegex _, Condition.HeaderRegex _ -> true;
            case Condition.HostHeader _,
                    Condition.PathPattern _,
                    Condition.HttpHeader _,
                    Condition.HttpRequestMethod _,
                    Condition.QueryString _,
                    Condition.SourceIp _ ->
                    false;
        };
    }

    private static Stream<String> values(Condition condition) {
        return switch (condition) {
            case Condition.HostHeader(List<String> values) -> values.stream();
            case Condition.PathPattern(List<String> values) -> values.stream();
            case Condition.HttpHeader(_, List<String> values) -> values.stream();
            case Condition.HttpRequestMethod(List<String> values) -> values.stream();
            case Condition.QueryString(List<Condition.QueryString.Pair> pairs) ->
                    pairs.stream().map(pair -> pair.key().orElse("") + pair.value());
            case Condition.SourceIp(List<String> values) -> values.stream();
            case Condition.HostRegex(List<String> expressions) -> expressions.stream();
            case Condition.PathRegex(List<String> expressions) -> expressions.stream();
            case Condition.HeaderRegex(_, List<String> expressions) -> expressions.stream();
        };
    }
}
