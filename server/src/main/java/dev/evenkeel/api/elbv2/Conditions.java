package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Condition;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
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
        checkNoPatterns(one.regexValues());
        return switch (field) {
            case "host-header" -> hostHeader(one, one.hostHeaderConfig());
            case "path-pattern" -> pathPattern(one, one.pathPatternConfig());
            case "http-header" -> httpHeader(one.httpHeaderConfig());
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

    private static void checkNoPatterns(@Nullable List<String> regexValues) {
        if (!orEmpty(regexValues).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Regular expressions are not supported in conditions");
        }
    }

    private static Condition hostHeader(
            RuleCondition one, @Nullable HostHeaderConditionConfig config) {
        checkNoPatterns(config == null ? null : config.regexValues());
        List<String> values = either(one.values(), config == null ? null : config.values());
        values.forEach(ConditionValues::checkHost);
        return new Condition.HostHeader(values);
    }

    private static Condition pathPattern(
            RuleCondition one, @Nullable PathPatternConditionConfig config) {
        checkNoPatterns(config == null ? null : config.regexValues());
        List<String> values = either(one.values(), config == null ? null : config.values());
        values.forEach(ConditionValues::checkPath);
        return new Condition.PathPattern(values);
    }

    private static Condition httpHeader(@Nullable HttpHeaderConditionConfig config) {
        checkNoPatterns(config == null ? null : config.regexValues());
        String name = config == null ? null : config.httpHeaderName();
        if (config == null || name == null) {
            throw ApiFault.validation("An http-header condition must specify a header name");
        }
        ConditionValues.checkHeaderName(name);
        List<String> values = either(null, config.values());
        values.forEach(ConditionValues::checkText);
        return new Condition.HttpHeader(name, values);
    }

    private static Condition httpRequestMethod(@Nullable HttpRequestMethodConditionConfig config) {
        List<String> values = either(null, config == null ? null : config.values());
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
        List<String> values = either(null, config == null ? null : config.values());
        values.forEach(ConditionValues::checkBlock);
        return new Condition.SourceIp(values);
    }

    /// The values stand either in the condition itself or in its configuration.
    private static List<String> either(
            @Nullable List<String> plain, @Nullable List<String> configured) {
        if (!orEmpty(plain).isEmpty() && !orEmpty(configured).isEmpty()) {
            throw ApiFault.validation(
                    "You cannot specify both the values of a condition and its configuration");
        }
        List<String> values = orEmpty(plain).isEmpty() ? orEmpty(configured) : orEmpty(plain);
        if (values.isEmpty()) {
            throw noValue();
        }
        return values;
    }

    private static ApiFault noValue() {
        return ApiFault.validation("A condition value must be specified");
    }
}
