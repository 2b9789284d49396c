package dev.evenkeel.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a function: `arn:aws:lambda:us-east-1:000000000000:function:NAME`, or `...:NAME:1`
/// with a version or an alias. The version `$LATEST` is named by naming none.
public record FunctionArn(String value) {
    private static final Pattern FORM =
            Pattern.compile(
                    "arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\\d{12}):function:"
                            + "([A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_-]{1,128})?)");

    public FunctionArn {
        if (!isFunctionArn(value)) {
            throw new IllegalArgumentException("not the ARN of a function: " + value);
        }
    }

    public static boolean isFunctionArn(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() && isRegion(parts.group(1));
    }

    private static boolean isRegion(String text) {
        return text.matches("[a-z]{2}(-[a-z]+)+-\\d");
    }

    /// The name with the version or alias, as they stand in the ARN: `choose` or `choose:1`.
    public String name() {
        return parts().group(3);
    }

    /// The account and region the function belongs to.
    public Scope scope() {
        Matcher parts = parts();
        return new Scope(parts.group(2), parts.group(1));
    }

    private Matcher parts() {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new IllegalStateException(value);
        }
        return parts;
    }

    @Override
    public String toString() {
        return value;
    }
}
