package dev.evenkeel.model;

/// A policy of a Classic Load Balancer. It has an effect on the listeners that name it.
public sealed interface ClassicPolicy {
    String name();

    /// Clients stay with an instance by the load balancer's own cookie, for so many `seconds` after
    /// they got it; 0 is for as long as their browser keeps it.
    record LoadBalancerCookie(String name, int seconds) implements ClassicPolicy {}

    /// Clients stay with an instance for as long as they have the application's `cookie`.
    record ApplicationCookie(String name, String cookie) implements ClassicPolicy {}

    /// What TLS is spoken: one of AWS's security policies.
    record SslNegotiation(String name, String securityPolicy) implements ClassicPolicy {}

    default boolean isSticky() {
        return switch (this) {
            case LoadBalancerCookie _, ApplicationCookie _ -> true;
            case SslNegotiation _ -> false;
        };
    }
}
