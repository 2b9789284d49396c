package dev.evenkeel.wire.generate;

import java.util.Set;

/// AWS's names in Java's spelling.
final class Names {
    /// Java's own words, and methods a record component must not be called like.
    private static final Set<String> TAKEN =
            Set.of(
                    "abstract",
                    "class",
                    "default",
                    "enum",
                    "final",
                    "import",
                    "int",
                    "interface",
                    "long",
                    "native",
                    "new",
                    "package",
                    "private",
                    "protected",
                    "public",
                    "return",
                    "static",
                    "switch",
                    "clone",
                    "finalize",
                    "getClass",
                    "hashCode",
                    "notify",
                    "notifyAll",
                    "toString",
                    "wait",
                    "build");

    private Names() {}

    /// `LoadBalancerArn` -> `loadBalancerArn`, `DNSName` -> `dnsName`, `EC2InstanceId` ->
    /// `ec2InstanceId`.
    static String component(String name) {
        int capitals = 0;
        while (capitals < name.length() && isUpper(name, capitals)) {
            capitals++;
        }
        boolean leadingWord = capitals <= 1 || capitals == name.length();
        int small = leadingWord ? Math.max(capitals, 1) : capitals - 1;
        String result =
                name.substring(0, small).toLowerCase(java.util.Locale.ROOT) + name.substring(small);
        result = result.replaceAll("[^A-Za-z0-9_]", "_");
        return TAKEN.contains(result) ? result + "_" : result;
    }

    /// `DescribeSSLPolicies` -> `DESCRIBE_SSL_POLICIES`.
    static String constant(String name) {
        return name.replaceAll("([a-z])([A-Z0-9])", "$1_$2")
                .replaceAll("([A-Z0-9])([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9_]", "_")
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static boolean isUpper(String name, int at) {
        char c = name.charAt(at);
        return Character.isUpperCase(c) || at > 0 && Character.isDigit(c);
    }
}
