package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.wire.elbv2.HostHeaderConditionConfig;
import dev.evenkeel.wire.elbv2.HttpHeaderConditionConfig;
import dev.evenkeel.wire.elbv2.HttpRequestMethodConditionConfig;
import dev.evenkeel.wire.elbv2.PathPatternConditionConfig;
import dev.evenkeel.wire.elbv2.QueryStringConditionConfig;
import dev.evenkeel.wire.elbv2.QueryStringKeyValuePair;
import dev.evenkeel.wire.elbv2.Rule;
import dev.evenkeel.wire.elbv2.RuleCondition;
import dev.evenkeel.wire.elbv2.SourceIpConditionConfig;
import java.util.List;

/// Rules as the API shows them. A listener's own actions appear as its last rule, the default.
final class RuleView {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private RuleView() {}

    static Rule of(ListenerRule rule) {
        return Rule.builder()
                .ruleArn(rule.arn().value())
                .priority(Integer.toString(rule.priority()))
                .conditions(rule.conditions().stream().map(RuleView::of).toList())
                .actions(ActionView.of(rule.actions()))
                .transforms(Transforms.shown(rule.transforms()))
                .isDefault(false)
                .build();
    }

    static Rule defaultOf(Listener listener) {
        return Rule.builder()
                .ruleArn(defaultArn(listener))
                .priority("default")
                .conditions(List.of())
                .actions(ActionView.of(listener.defaultActions()))
                .isDefault(true)
                .build();
    }

    /// The default rule is no resource of its own: its id follows from its listener's.
    static String defaultArn(Listener listener) {
        String prefix = listener.arn().sibling("listener-rule").value();
        long hash = FNV_OFFSET;
        for (int i = 0; i < prefix.length(); i++) {
            hash = (hash ^ prefix.charAt(i)) * FNV_PRIME;
        }
        return String.format("%s/%016x", prefix, hash);
    }

    private static RuleCondition of(Condition condition) {
        var shown = RuleCondition.builder();
        return switch (condition) {
            case Condition.HostHeader(List<String> values) ->
                    shown.field("host-header")
                            .values(values)
                            .hostHeaderConfig(new HostHeaderConditionConfig(values, null))
                            .build();
            case Condition.PathPattern(List<String> values) ->
                    shown.field("path-pattern")
                            .values(values)
                            .pathPatternConfig(new PathPatternConditionConfig(values, null))
                            .build();
            case Condition.HttpHeader(String name, List<String> values) ->
                    shown.field("http-header")
                            .httpHeaderConfig(new HttpHeaderConditionConfig(name, values, null))
                            .build();
            case Condition.HostRegex(List<String> expressions) ->
                    shown.field("host-header")
                            .regexValues(expressions)
                            .hostHeaderConfig(new HostHeaderConditionConfig(null, expressions))
                            .build();
            case Condition.PathRegex(List<String> expressions) ->
                    shown.field("path-pattern")
                            .regexValues(expressions)
                            .pathPatternConfig(new PathPatternConditionConfig(null, expressions))
                            .build();
            case Condition.HeaderRegex(String name, List<String> expressions) ->
                    shown.field("http-header")
                            .httpHeaderConfig(
                                    new HttpHeaderConditionConfig(name, null, expressions))
                            .build();
            case Condition.HttpRequestMethod(List<String> values) ->
                    shown.field("http-request-method")
                            .httpRequestMethodConfig(new HttpRequestMethodConditionConfig(values))
                            .build();
            case Condition.QueryString(List<Condition.QueryString.Pair> pairs) ->
                    shown.field("query-string").queryStringConfig(query(pairs)).build();
            case Condition.SourceIp(List<String> values) ->
                    shown.field("source-ip")
                            .sourceIpConfig(new SourceIpConditionConfig(values))
                            .build();
        };
    }

    private static QueryStringConditionConfig query(List<Condition.QueryString.Pair> pairs) {
        return new QueryStringConditionConfig(
                pairs.stream()
                        .map(pair ->
                                new QueryStringKeyValuePair(pair.key().orElse(null), pair.value()))
                        .toList());
    }
}
