package dev.evenkeel.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The shape budget of STYLE.md, measured with the JDK's own parser over every line we wrote.
class ShapeTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int USUAL_METHOD_LINES = 15;
    private static final double USUAL_SHARE = 0.9;
    private static final int NESTING = 3;
    private static final int PARAMETERS = 5;
    private static final double TEST_LINES_PER_MAIN_LINE = 0.8;

    private static final List<Shape> MAIN = Sources.shapes(Sources.main());

    @Test
    void filesFitInto400Lines() {
        List<Path> all = new ArrayList<>(Sources.main());
        all.addAll(Sources.tests());
        assertThat(all.stream().filter(file -> Sources.lines(file).size() > FILE_LINES))
                .as("files of more than %d lines", FILE_LINES)
                .isEmpty();
    }

    @Test
    void methodsFitTheEye() {
        assertThat(breaking(shape -> shape.lines() > METHOD_LINES))
                .as("methods of more than %d lines", METHOD_LINES)
                .isEmpty();
    }

    @Test
    void mostMethodsAreShort() {
        long usual = MAIN.stream().filter(shape -> shape.lines() <= USUAL_METHOD_LINES).count();
        assertThat((double) usual / MAIN.size())
                .as("share of methods of at most %d lines", USUAL_METHOD_LINES)
                .isGreaterThanOrEqualTo(USUAL_SHARE);
    }

    @Test
    void statementsNestThreeDeepAtMost() {
        assertThat(breaking(shape -> shape.nesting() > NESTING))
                .as("methods that nest deeper than %d", NESTING)
                .isEmpty();
    }

    @Test
    void methodsTakeFiveParametersAtMost() {
        assertThat(breaking(shape -> !shape.signedByOthers() && shape.parameters() > PARAMETERS))
                .as("methods with more than %d parameters", PARAMETERS)
                .isEmpty();
    }

    @Test
    void testsWeighAtLeastFourFifthsOfTheProduct() {
        int product = Sources.lines(Sources.main());
        int tests = Sources.lines(Sources.tests()) + Sources.lines(Sources.scenarios());
        String measured =
                String.format(Locale.ROOT, "%d lines of test for %d of product", tests, product);
        assertThat((double) tests / product)
                .as(measured)
                .isGreaterThanOrEqualTo(TEST_LINES_PER_MAIN_LINE);
    }

    private static List<Shape> breaking(Predicate<Shape> rule) {
        return MAIN.stream().filter(rule).toList();
    }
}
