package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.Attributes;

/// How a group keeps a client on the target it had before.
public sealed interface Stickiness {
    /// Not at all.
    record Off() implements Stickiness {}

    default boolean isOn() {
        return !(this instanceof Off);
    }

    /// By a cookie of the load balancer's own, good for `seconds` after each response.
    record Duration(int seconds) implements Stickiness {}

    /// By the application's cookie called `name`: a client that has it stays for as long as it has
    /// it, and at most `seconds` after a response.
    record Application(String name, int seconds) implements Stickiness {}

    /// By the cookie of a Classic Load Balancer: given once, good for `seconds`, or with 0 for as
    /// long as the browser keeps it. With an `application`'s cookie: given whenever the application
    /// gives its own, and good while the client has both.
    record Classic(String application, int seconds) implements Stickiness {
        public boolean followsApplication() {
            return !application.isEmpty();
        }
    }

    static Stickiness of(Attributes group) {
        if (!group.isTrue("stickiness.enabled", false)) {
            return new Off();
        }
        int day = 86_400;
        return switch (group.get("stickiness.type", "lb_cookie")) {
            case "lb_cookie" ->
                    new Duration(group.number("stickiness.lb_cookie.duration_seconds", day));
            case "app_cookie" ->
                    new Application(
                            group.get("stickiness.app_cookie.cookie_name", ""),
                            group.number("stickiness.app_cookie.duration_seconds", day));
            default -> new Off();
        };
    }
}
