package dev.evenkeel.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request in the words of the AWS command line: `aws autoscaling put-scaling-policy
/// --policy-name cpu ...`. Words may be quoted as in a shell.
record AwsCommand(Line line, String operation, Map<String, List<String>> options) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]+|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final int PROGRAM_SERVICE_AND_OPERATION = 3;

    static AwsCommand read(Line line) {
        List<String> words =
                WORD.matcher(line.text()).results().map(w -> unquoted(w.group())).toList();
        if (words.size() < PROGRAM_SERVICE_AND_OPERATION || !words.getFirst().equals("aws")) {
            throw line.wrong(
                    "want a request as the AWS command line has it, such as: aws autoscaling"
                            + " put-scaling-policy --policy-name cpu ...");
        }
        var options = new LinkedHashMap<String, List<String>>();
        List<String> values = new ArrayList<>();
        for (String word : words.subList(PROGRAM_SERVICE_AND_OPERATION, words.size())) {
            if (word.startsWith("--")) {
                values = new ArrayList<>();
                options.put(word.substring(2), values);
            } else if (options.isEmpty()) {
                throw line.wrong("'" + word + "' belongs to no option; options begin with --");
            } else {
                values.add(word);
            }
        }
        return new AwsCommand(line, name(words.get(2)), options);
    }

    /// `put-scaling-policy` as the API names it, but for upper and lower case.
    private static String name(String kebab) {
        return kebab.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /// An option's name as the API may have it, without regard to upper and lower case.
    static String member(String option) {
        return name(option);
    }

    private static String unquoted(String word) {
        return QUOTED.matcher(word)
                .replaceAll(q ->
                        Matcher.quoteReplacement(q.group(1) == null ? q.group(2) : q.group(1)));
    }

    /// The first value of an option; empty if it is not there.
    String first(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    AwsCommand with(String option, List<String> values) {
        var next = new LinkedHashMap<>(options);
        next.put(option, values);
        return new AwsCommand(line, operation, next);
    }

    AwsCommand without(List<String> gone) {
        var next = new LinkedHashMap<>(options);
        next.keySet().removeAll(gone);
        return new AwsCommand(line, operation, next);
    }
}
