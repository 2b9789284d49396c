package dev.evenkeel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.cli.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class SimulateTest {
    private static final String FLEET =
            """
            [fleet]
            capacity = 100
            start = 90s
            queue = 50
            cost = 1
            """;
    private static final String GROUP =
            """
            [group]
            aws autoscaling create-auto-scaling-group --auto-scaling-group-name web \\
              --min-size 1 --max-size 10 --desired-capacity 2
            """;
    private static final String TRACK =
            """
            [policies track]
            aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name cpu \\
              --policy-type TargetTrackingScaling --target-tracking-configuration \\
              '{"TargetValue": 50, "PredefinedMetricSpecification": \\
              {"PredefinedMetricType": "ASGAverageCPUUtilization"}}'
            """;

    @TempDir Path home;

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("a.scenario"), text);
    }

    private List<Run> runs(String text) throws IOException {
        return Simulate.runs(file(text), List.of());
    }

    @Test
    void withoutPoliciesTheFleetStaysAndRefusesWhatIsTooMuch() throws IOException {
        Run run = runs(FLEET + "[load]\n00:00 300\n01:00 300\n" + GROUP).getFirst();

        assertThat(run.minutes()).hasSize(60).allMatch(minute -> minute.inService() == 2);
        assertThat(run.totals().requests()).isEqualTo(300 * 3600.0);
        assertThat(run.totals().refused()).isEqualTo(100 * 3600.0 - 100);
        assertThat(run.totals().cost()).isCloseTo(2, within());
        assertThat(run.minutesShort()).isEqualTo(60);
        assertThat(run.p95Utilisation()).isEqualTo(100);
    }

    @Test
    void targetTrackingFollowsTheLoadAndPendingInstancesServeNobody() throws IOException {
        Run run =
                runs(FLEET + "[load]\n00:00 80\n01:00 80\n01:01 450\n03:00 450\n" + GROUP + TRACK)
                        .getFirst();

        assertThat(run.minutes().get(55).inService()).isEqualTo(2);
        assertThat(run.minutes().getLast().inService()).isBetween(9, 10);
        assertThat(run.minutes())
                .anyMatch(m -> m.pending() > 0 && m.desired() > m.inService())
                .allMatch(m -> m.capacity() == 100.0 * m.inService());
        assertThat(run.totals().refused()).isPositive();
    }

    @Test
    void theSameScenarioIsTheSameRun() throws IOException {
        String text = FLEET + "[load]\n00:00 80\n01:00 700\n" + GROUP + TRACK;
        assertThat(runs(text)).isEqualTo(runs(text));
    }

    @Test
    void theExampleOfTheGuideComparesItsPoliciesAndDrawsThem() throws Exception {
        var out = new ByteArrayOutputStream();
        Path svg = home.resolve("day.svg");
        Path csv = home.resolve("day.csv");

        new Simulate(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(example(), List.of(), Optional.of(csv), Optional.of(svg));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("track 50%"))
                .anyMatch(line -> line.startsWith("steps"));
        assertThat(Files.readAllLines(csv)).hasSize(1 + 3 * 24 * 60);
        var drawn =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(Files.readString(svg))));
        assertThat(drawn.getElementsByTagName("path").getLength()).isGreaterThan(12);
    }

    private static Path example() {
        Path here = Path.of("docs/guide/examples/day.scenario");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    @Test
    void oneRunIsTold() throws IOException {
        var out = new ByteArrayOutputStream();
        new Simulate(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(
                        file(FLEET + "[load]\n00:00 80\n01:00 80\n" + GROUP + TRACK),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("track", "00:57", "p95 busy");
    }

    @Test
    void policiesOfOtherFilesAreTriedOnTheSameLoad() throws IOException {
        Path mine = file(FLEET + "[load]\n00:00 300\n01:00 300\n" + GROUP);
        Path other =
                Files.writeString(
                        home.resolve("b.scenario"), FLEET + "[load]\n0 1\n60 1\n" + GROUP + TRACK);

        List<Run> runs = Simulate.runs(mine, List.of(other));

        assertThat(runs).extracting(Run::name).containsExactly("no policy", "track");
        assertThat(runs.getLast().totals().requests()).isEqualTo(300 * 3600.0);
        assertThat(runs.getLast().totals().refused())
                .isLessThan(runs.getFirst().totals().refused());
    }

    @Test
    void aLoadMayBeACsvOrAnAccessLog() throws IOException {
        Files.writeString(
                home.resolve("load.csv"),
                "time,value\n2026-03-01T10:00:00Z,50\n2026-03-01T10:10:00Z,150\n");
        Files.writeString(
                home.resolve("access.log"),
                "http 2026-03-01T10:00:01.5Z app/web - rest\n".repeat(120)
                        + "http 2026-03-01T10:04:59.9Z app/web - rest\n");

        LoadCurve csv = ScenarioFile.read(file(FLEET + "[load]\ncsv load.csv\n" + GROUP)).load();
        LoadCurve log = ScenarioFile.read(file(FLEET + "[load]\nlog access.log\n" + GROUP)).load();

        assertThat(csv.start()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(csv.at(300)).isEqualTo(100);
        assertThat(log.length()).hasMinutes(5);
        assertThat(log.at(0)).isCloseTo(2, within());
        assertThat(log.at(120)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    capacity = 100          | capacity = much      | 2: want a number from 0 up, not 'much'
                    capacity = 100          | size = 3             | 2: want NAME = VALUE with one of the names
                    start = 90s             | start = soon         | 3: want a duration such as 90s or 2m30s, not 'soon'
                    start = 90s             | start = -5s          | 3: want a duration such as 90s or 2m30s, not '-5s'
                    start = 90s             | zones = mars         | 3: want zones of one region
                    start = 90s             | zones=us-east-1a eu-west-1a | 3: want zones of one region
                    00:00 80                | csv none.csv         | 7: cannot read
                    capacity = 100          | queue = 1            | 2: say what an instance serves: capacity = 100
                    00:00 80                | 00:00                | 7: want a time and requests per second
                    00:00 80                | noon 80              | 7: want a time such as 08:30
                    [group]                 | [groups]             | 9: want each of [fleet], [load], [group]
                    --min-size              | --least-size         | 11: there is no --least-size; there are [
                    --min-size 1            | --min-size 5         | 11: ValidationError: Desired capacity:2 must be
                    --max-size 10           | --max-size ten       | 11: MalformedInput: 'ten' at MaxSize is not a valid
                    create-auto-scaling     | make-auto-scaling    | 11: a simulation knows the requests of autoscaling
                    aws autoscaling create  | autoscaling create   | 11: want a request as the AWS command line has it
                    [fleet]                 | nothing              | 1: this stands in no section
                    """)
    void whatIsWrongIsToldWithItsLineAndTheCure(String right, String wrong, String message)
            throws IOException {
        String text = FLEET + "[load]\n00:00 80\n01:00 80\n" + GROUP;
        String spoiled = text.replace(right, wrong);

        assertThatThrownBy(() -> runs(spoiled))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("a.scenario:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    time,value~10,5~,~      | load.csv:3: want a time and requests per second
                    ,value~10,5~20,5~30,    | load.csv:4: want a time and requests per second
                    10,5~20,many            | load.csv:2: want a number from 0 up, not 'many'
                    time,value              | a.scenario:7: a load needs at least two points
                    """)
    void soIsWhatIsWrongInALoad(String lines, String message) throws IOException {
        Files.writeString(home.resolve("load.csv"), lines.replace("~", "\n"));

        assertThatThrownBy(() -> runs(FLEET + "[load]\ncsv load.csv\n" + GROUP))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLastLineThatWouldGoOnIsNotLost() {
        assertThatThrownBy(() -> runs(FLEET + "[load]\n00:00 80\n01:00 80\n" + GROUP + "x \\\n"))
                .hasMessageContaining("a backslash continues a line");
    }

    @Test
    void whatIsNoTextIsToldByItsName() throws IOException {
        Path noise = Files.write(home.resolve("noise"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> ScenarioFile.read(noise))
                .hasMessageContaining(noise + ", which is not text in UTF-8");
        assertThatThrownBy(() -> ScenarioFile.read(home.resolve("none")))
                .hasMessageContaining("none, which does not exist; name a scenario file");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.01);
    }
}
