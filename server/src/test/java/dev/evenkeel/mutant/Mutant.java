package dev.evenkeel.mutant;

import dev.evenkeel.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// One mistake: some lines of a file of the product, what stands there instead, and the test
/// classes that must each notice.
///
/// In `mutants.txt` the first line of a case is `FILE killed by TEST, TEST`, the lines before the
/// rule are the product's, those after it the mistake.
record Mutant(
        String title, Path file, List<String> killers, List<String> before, List<String> after) {
    private static final Path PRODUCT = Path.of("src/main/java/dev/evenkeel");

    static List<Mutant> all() {
        return Scenario.read(Mutant.class, "mutants.txt").stream().map(Mutant::of).toList();
    }

    private static Mutant of(Scenario scenario) {
        List<String> lines = scenario.input();
        String[] head = lines.getFirst().split(" killed by ");
        List<String> killers =
                Arrays.stream(head[1].split(", ")).map(name -> "dev.evenkeel." + name).toList();
        return new Mutant(
                scenario.title(),
                PRODUCT.resolve(head[0]),
                killers,
                lines.subList(1, lines.size()),
                scenario.expected());
    }

    /// In how many places of the file the lines stand that are changed.
    long places() throws IOException {
        return starts(Files.readAllLines(file)).count();
    }

    /// The file with the mistake in it.
    String source() throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = starts(lines).findFirst().orElseThrow();
        var mutated = new StringBuilder();
        lines.subList(0, start).forEach(line -> mutated.append(line).append('\n'));
        after.forEach(line -> mutated.append(line).append('\n'));
        lines.subList(start + before.size(), lines.size())
                .forEach(line -> mutated.append(line).append('\n'));
        return mutated.toString();
    }

    private IntStream starts(List<String> lines) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        return IntStream.rangeClosed(0, lines.size() - before.size())
                .filter(i -> stripped.subList(i, i + before.size()).equals(before));
    }

    @Override
    public String toString() {
        return title;
    }
}
