package dev.evenkeel.state.sqlite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.ScalingPolicy;

/// The names under which the cases of sealed types are stored. They are part of the data format:
/// never change one, only add.
final class TypeNames {
    private TypeNames() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Action.Forward.class, name = "forward"),
        @JsonSubTypes.Type(value = Action.Redirect.class, name = "redirect"),
        @JsonSubTypes.Type(value = Action.FixedResponse.class, name = "fixed-response")
    })
    interface Actions {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Condition.HostHeader.class, name = "host-header"),
        @JsonSubTypes.Type(value = Condition.PathPattern.class, name = "path-pattern"),
        @JsonSubTypes.Type(value = Condition.HttpHeader.class, name = "http-header"),
        @JsonSubTypes.Type(value = Condition.HttpRequestMethod.class, name = "http-request-method"),
        @JsonSubTypes.Type(value = Condition.QueryString.class, name = "query-string"),
        @JsonSubTypes.Type(value = Condition.SourceIp.class, name = "source-ip"),
        @JsonSubTypes.Type(value = Condition.HostRegex.class, name = "host-regex"),
        @JsonSubTypes.Type(value = Condition.PathRegex.class, name = "path-regex"),
        @JsonSubTypes.Type(value = Condition.HeaderRegex.class, name = "header-regex")
    })
    interface Conditions {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ClassicPolicy.LoadBalancerCookie.class, name = "lb-cookie"),
        @JsonSubTypes.Type(value = ClassicPolicy.ApplicationCookie.class, name = "app-cookie"),
        @JsonSubTypes.Type(value = ClassicPolicy.SslNegotiation.class, name = "ssl-negotiation")
    })
    interface ClassicPolicies {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LaunchSource.Template.class, name = "template"),
        @JsonSubTypes.Type(value = LaunchSource.Configuration.class, name = "configuration"),
        @JsonSubTypes.Type(value = LaunchSource.Mixed.class, name = "mixed")
    })
    interface LaunchSources {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ScalingPolicy.Simple.class, name = "simple"),
        @JsonSubTypes.Type(value = ScalingPolicy.Step.class, name = "step"),
        @JsonSubTypes.Type(value = ScalingPolicy.TargetTracking.class, name = "target-tracking"),
        @JsonSubTypes.Type(value = ScalingPolicy.Predictive.class, name = "predictive")
    })
    interface Methods {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ScalingPolicy.Predefined.class, name = "predefined"),
        @JsonSubTypes.Type(value = ScalingPolicy.Customized.class, name = "customized"),
        @JsonSubTypes.Type(value = ScalingPolicy.Computed.class, name = "computed")
    })
    interface TrackedMetrics {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Alarm.Watch.Metric.class, name = "metric"),
        @JsonSubTypes.Type(value = Alarm.Watch.Computed.class, name = "computed"),
        @JsonSubTypes.Type(value = Alarm.Watch.Banded.class, name = "banded")
    })
    interface Watches {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MetricQuery.Source.Stat.class, name = "stat"),
        @JsonSubTypes.Type(value = MetricQuery.Source.Expression.class, name = "expression")
    })
    interface QuerySources {}
}
