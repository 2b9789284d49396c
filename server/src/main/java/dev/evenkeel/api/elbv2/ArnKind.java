package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Arn;

/// The kinds of ARN this service gives out, by their first word and number of parts.
enum ArnKind {
    LOAD_BALANCER("loadbalancer", 4, "load balancer"),
    LISTENER("listener", 5, "listener"),
    RULE("listener-rule", 6, "listener rule"),
    TARGET_GROUP("targetgroup", 3, "target group");

    private final String word;
    private final int parts;
    private final String noun;

    ArnKind(String word, int parts, String noun) {
        this.word = word;
        this.parts = parts;
        this.noun = noun;
    }

    /// Refuses text that is no ARN of this kind at all.
    String check(String arn) {
        if (!matches(arn)) {
            throw ApiFault.validation("'" + arn + "' is not a valid " + noun + " ARN");
        }
        return arn;
    }

    boolean matches(String text) {
        if (!Arn.isArn(text)) {
            return false;
        }
        Arn arn = new Arn(text);
        String[] split = arn.resource().split("/", -1);
        return arn.service().equals("elasticloadbalancing")
                && split.length == parts
                && split[0].equals(word);
    }
}
