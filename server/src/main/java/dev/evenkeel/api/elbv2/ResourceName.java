package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;

/// What a load balancer or target group may be called.
final class ResourceName {
    private static final int MAX = 32;

    private ResourceName() {}

    static String ofLoadBalancer(String name) {
        check("Load balancer", name);
        if (name.startsWith("internal-")) {
            throw ApiFault.validation(
                    "The load balancer name '" + name + "' cannot begin with 'internal-'");
        }
        return name;
    }

    static String ofTargetGroup(String name) {
        check("Target group", name);
        return name;
    }

    private static void check(String noun, String name) {
        if (name.isEmpty()) {
            throw ApiFault.validation(noun + " name cannot be empty");
        }
        if (name.length() > MAX) {
            throw ApiFault.validation(
                    noun + " name '" + name + "' cannot be longer than '" + MAX + "' characters");
        }
        if (!name.matches("[a-zA-Z0-9-]+")) {
            throw ApiFault.validation(
                    noun
                            + " name '"
                            + name
                            + "' can only contain characters that are alphanumeric characters or"
                            + " hyphens(-)");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw ApiFault.validation(
                    noun + " name '" + name + "' cannot begin or end with a hyphen(-)");
        }
    }
}
