package dev.evenkeel.model;

/// Something a user asked for, or an identity we gave out: one durable row of state.
public sealed interface Resource
        permits Activity,
                Alarm,
                AutoScalingGroup,
                ClassicLoadBalancer,
                ClientToken,
                Instance,
                LaunchConfiguration,
                LaunchTemplate,
                LaunchTemplateVersion,
                Listener,
                ListenerRule,
                LoadBalancer,
                ScalingPolicy,
                SecurityGroup,
                Target,
                TargetGroup,
                ZoneOutage {
    Scope scope();

    /// Unique among resources of the same kind and scope.
    String id();

    default Key key() {
        return Key.of(getClass(), scope(), id());
    }
}
