package dev.evenkeel.model;

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
public record Arn(String value) implements Comparable<Arn> {
    public Arn {
        if (!value.startsWith("arn:") || value.split(":", 6).length != 6) {
            throw new IllegalArgumentException("not an ARN: " + value);
        }
    }

    public static boolean isArn(String text) {
        return text.startsWith("arn:") && text.split(":", 6).length == 6;
    }

    public String service() {
        return value.split(":", 6)[2];
    }

    /// What follows the account: `loadbalancer/app/web/50dc6c495c0c9188`.
    public String resource() {
        return value.split(":", 6)[5];
    }

    /// The resource without its first word, as CloudWatch's dimensions write it:
    /// `app/web/50dc6c495c0c9188`.
    public String tail() {
        String resource = resource();
        return resource.substring(resource.indexOf('/') + 1);
    }

    /// The ARN of a part of this resource: `sibling("listener")` turns `loadbalancer/app/...` into
    /// `listener/app/...`.
    public Arn sibling(String type) {
        String resource = resource();
        String head = value.substring(0, value.length() - resource.length());
        return new Arn(head + type + resource.substring(resource.indexOf('/')));
    }

    @Override
    public int compareTo(Arn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
