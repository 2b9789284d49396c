package dev.evenkeel.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Nothing is left half: no test that does not run, no promise to write something later, no type
/// without a sentence.
class HonestyTest {
    private static final Pattern SKIPPED =
            Pattern.compile(
                    "@(Dis"
                            + "abled|Ena"
                            + "bled)(If|On|For|\\b)|\\bassu"
                            + "me(True|False|That|ingThat)\\(|\\bassum"
                            + "ptions\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern TYPE =
            Pattern.compile(
                    "^(public |final |abstract |sealed |non-sealed )*(class|record|interface|enum|@interface) .*");
    private static final Pattern VAGUE =
            Pattern.compile(
                    ".*(Manager|Helper|Util|Utils|Impl|Info|(?<!User)Data)\\.java|(Base|Abstract)[A-Z].*\\.java");

    @Test
    void noTestIsSkipped() {
        assertThat(linesWith(SKIPPED, Sources.tests())).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        List<Path> all = new ArrayList<>(Sources.main());
        all.addAll(Sources.tests());
        assertThat(linesWith(LATER, all)).isEmpty();
    }

    @Test
    void everyTypeSaysWhatItIs() {
        assertThat(Sources.main().stream().filter(file -> !isDocumented(file)))
                .as("files whose type has no /// comment")
                .isEmpty();
    }

    @Test
    void namesSayWhatTheThingIs() {
        assertThat(Sources.main().stream().filter(HonestyTest::isVague))
                .as("files whose name does not say what the thing is")
                .isEmpty();
    }

    private static boolean isVague(Path file) {
        return VAGUE.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static boolean isDocumented(Path file) {
        boolean said = false;
        for (String line : Sources.lines(file)) {
            if (line.startsWith("///")) {
                said = true;
            } else if (TYPE.matcher(line).matches()) {
                return said;
            }
        }
        return said;
    }

    private static List<String> linesWith(Pattern pattern, List<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            for (String line : Sources.lines(file)) {
                if (pattern.matcher(line).find()) {
                    found.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        return found;
    }
}
