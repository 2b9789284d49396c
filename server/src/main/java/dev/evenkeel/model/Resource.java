package dev.evenkeel.model;

/// Something a user asked for, or an identity we gave out: one durable row of state.
public sealed interface Resource
        permits AcmCertificate,
                Activity,
                Alarm,
                AlarmHistoryItem,
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

    default Key key() {
        return Key.of(getClass(), scope(), id());
    }
}
