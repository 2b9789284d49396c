package dev.evenkeel.model;

import java.util.List;

/// Something a user asked for, or an identity we gave out: one durable row of state.
public sealed interface Resource
        permits AcmCertificate,
                Activity,
                Alarm,
                AlarmHistoryItem,
                AnomalyDetector,
                AutoScalingGroup,
                ClassicLoadBalancer,
                ClientToken,
                CompositeAlarm,
                Dashboard,
                Instance,
                InstanceRefresh,
                LaunchConfiguration,
                LaunchTemplate,
                LaunchTemplateVersion,
                LifecycleAction,
                LifecycleHook,
                Listener,
                ListenerRule,
                LoadBalancer,
                Notification,
                NotificationConfiguration,
                PredictiveForecast,
                ScalingPolicy,
                ScheduledAction,
                SecurityGroup,
                ServerCertificate,
                SpotNotice,
                Target,
                TargetGroup,
                WarmPool,
                ZonalShift,
                ZoneOutage {
    Scope scope();

    /// Unique among resources of the same kind and scope.
    String id();

    /// By what resources of this kind are looked up besides their ids (see [World.Region#by]).
    default List<String> foundBy() {
        return List.of();
    }

    default Key key() {
        return Key.of(getClass(), scope(), id());
    }
}
