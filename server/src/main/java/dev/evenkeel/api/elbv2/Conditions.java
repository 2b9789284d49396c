package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Condition;
import dev.evenkeel.wire.elbv2.HostHeaderConditionConfig;
import dev.evenkeel.wire.elbv2.HttpHeaderConditionConfig;
import dev.evenkeel.wire.elbv2.HttpRequestMethodConditionConfig;
import dev.evenkeel.wire.elbv2.PathPatternConditionConfig;
import dev.evenkeel.wire.elbv2.QueryStringConditionConfig;
import dev.evenkeel.wire.elbv2.QueryStringKeyValuePair;
import dev.evenkeel.wire.elbv2.RuleCondition;
import dev.evenkeel.wire.elbv2.SourceIpConditionConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The conditions of a request, checked and taken into the model.
final class Conditions {
    private static final Set<String> REPEATABLE = Set.of("http-header", "query-string");

    private Conditions() {}

    static List<Condition> of(@Nullable List<RuleCondition> given) {
        if (orEmpty(given).isEmpty()) {
            throw ApiFault.validation("A condition must be specified");
        }
        var conditions = new ArrayList<Condition>();
        var fields = new HashSet<String>();
        for (RuleCondition one : orEmpty(given)) {
            String field = String.valueOf(one.field());
            if (!fields.add(field) && !REPEATABLE.contains(field)) {
                throw ApiFault.validation("A rule can only have one '" + field + "' condition");
            }
            conditions.add(condition(field, one));
        }
        ConditionValues.checkQuotas(conditions);
        return conditions;
    }

    private static Condition condition(String field, RuleCondition one) {
        return switch (field) {
            case "host-header" -> hostHeader(one, one.hostHeaderConfig());
            case "path-pattern" -> pathPattern(one, one.pathPatternConfig());
            case "http-header" -> httpHeader(one, one.httpHeaderConfig());
            case "http-request-method" -> httpRequestMethod(one.httpRequestMethodConfig());
            case "query-string" -> queryString(one.queryStringConfig());
            case "source-ip" -> sourceIp(one.sourceIpConfig());
            default ->
                    throw ApiFault.validation(
                            "Condition field '"
                                    + field
                                    + "' must be one of '[path-pattern, host-header, http-header,"
                                    + " http-request-method, query-string, source-ip]'");
        };
    }

    private static Condition hostHeader(
            RuleCondition one, @Nullable HostHeaderConditionConfig config) {
        List<String> plain = both(one.values(), config == null ? null : config.values());
        List<String> regexes =
                both(one.regexValues(), config == null ? null : config.regexValues());
        checkEither(plain, regexes);
        plain.forEach(ConditionValues::checkHost);
        regexes.forEach(ConditionValues::checkRegex);
        return plain.isEmpty() ? new Condition.HostRegex(regexes) : new Condition.HostHeader(plain);
    }

    private static Condition pathPattern(
            RuleCondition one, @Nullable PathPatternConditionConfig config) {
        List<String> plain = both(one.values(), config == null ? null : config.values());
        List<String> regexes =
                both(one.regexValues(), config == null ? null : config.regexValues());
        checkEither(plain, regexes);
        plain.forEach(ConditionValues::checkPath);
        regexes.forEach(ConditionValues::checkRegex);
        return plain.isEmpty()
                ? new Condition.PathRegex(regexes)
                : new Condition.PathPattern(plain);
    }

    private static Condition httpHeader(
            RuleCondition one, @Nullable HttpHeaderConditionConfig config) {
        String name = config == null ? null : config.httpHeaderName();
        if (config == null || name == null) {
            throw ApiFault.validation("An http-header condition must specify a header name");
        }
        ConditionValues.checkHeaderName(name);
        List<String> plain = orEmpty(config.values());
        List<String> regexes = both(one.regexValues(), config.regexValues());
        checkEither(plain, regexes);
        plain.forEach(ConditionValues::checkText);
        regexes.forEach(ConditionValues::checkRegex);
        return plain.isEmpty()
                ? new Condition.HeaderRegex(name, regexes)
                : new Condition.HttpHeader(name, plain);
    }

    private static void checkEither(List<String> plain, List<String> regexes) {
        if (plain.isEmpty() && regexes.isEmpty()) {
            throw noValue();
        }
        if (!plain.isEmpty() && !regexes.isEmpty()) {
            throw ApiFault.validation(
                    "You cannot specify both values and regular expressions in one condition");
        }
    }

    private static Condition httpRequestMethod(@Nullable HttpRequestMethodConditionConfig config) {
        List<String> values = required(config == null ? null : config.values());
        values.forEach(ConditionValues::checkMethod);
        return new Condition.HttpRequestMethod(values);
    }

    private static Condition queryString(@Nullable QueryStringConditionConfig config) {
        List<QueryStringKeyValuePair> given = config == null ? List.of() : orEmpty(config.values());
        if (given.isEmpty()) {
            throw noValue();
        }
        var pairs = new ArrayList<Condition.QueryString.Pair>();
        for (QueryStringKeyValuePair pair : given) {
            String value = pair.value();
            if (value == null) {
                throw noValue();
            }
            ConditionValues.checkText(value);
            pairs.add(new Condition.QueryString.Pair(Optional.ofNullable(pair.key()), value));
        }
        return new Condition.QueryString(pairs);
    }

    private static Condition sourceIp(@Nullable SourceIpConditionConfig config) {
        List<String> values = required(config == null ? null : config.values());
        values.forEach(ConditionValues::checkBlock);
        return new Condition.SourceIp(values);
    }

    private static List<String> required(@Nullable List<String> values) {
        if (orEmpty(values).isEmpty()) {
            throw noValue();
        }
        return orEmpty(values);
    }

    /// The values stand either in the condition itself or in its configuration.
    private static List<String> both(
            @Nullable List<String> plain, @Nullable List<String> configured) {
        if (!orEmpty(plain).isEmpty() && !orEmpty(configured).isEmpty()) {
            throw ApiFault.validation(
                    "You cannot specify both the values of a condition and its configuration");
        }
        return orEmpty(plain).isEmpty() ? orEmpty(configured) : orEmpty(plain);
    }

    private static ApiFault noValue() {
        return ApiFault.validation("A condition value must be specified");
    }
}
