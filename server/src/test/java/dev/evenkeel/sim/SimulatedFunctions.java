package dev.evenkeel.sim;

import dev.evenkeel.function.Functions;
import dev.evenkeel.model.FunctionArn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Functions that are slow, fail, answer nonsense, twice or never, as often as told. Otherwise they
/// name everybody they are shown, or what a test has them answer.
public final class SimulatedFunctions implements Functions {
    public static final FunctionArn ARN =
            new FunctionArn("arn:aws:lambda:us-east-1:000000000000:function:choose");

    private final SimulatedTime time;
    private final List<String> asked = new ArrayList<>();
    private Function<String, Reply> reply = SimulatedFunctions::agree;
    private Duration slowest = Duration.ZERO;
    private boolean isSteady = true;
    private int faultPercent;

    SimulatedFunctions(SimulatedTime time) {
        this.time = time;
    }

    /// Every `percent`th thing goes wrong, and an answer takes up to `longest`.
    void behave(int percent, Duration longest) {
        faultPercent = percent;
        slowest = longest;
        isSteady = false;
    }

    public void take(Duration exactly) {
        slowest = exactly;
    }

    public void reply(Function<String, Reply> next) {
        reply = next;
    }

    /// The events since this was last asked.
    public List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /// Names everybody who was suggested.
    public static Reply agree(String event) {
        return name(
                JsonMapper.shared()
                        .readTree(event)
                        .path("Instances")
                        .valueStream()
                        .map(i -> i.path("InstanceId").asString())
                        .toList());
    }

    public static Reply name(List<String> ids) {
        return new Reply.Answered(
                ids.stream()
                        .map(id -> '"' + id + '"')
                        .collect(Collectors.joining(",", "{\"InstanceIDs\":[", "]}")));
    }

    @Override
    public void invoke(FunctionArn function, String event, Consumer<Reply> whenDone) {
        asked.add(event);
        if (isSteady) {
            time.after(slowest, () -> whenDone.accept(reply.apply(event)));
        } else if (!time.chance(faultPercent)) { // Else the answer is lost.
            Reply said = time.chance(faultPercent) ? fault() : reply.apply(event);
            time.after(time.upTo(slowest), () -> whenDone.accept(said));
            if (time.chance(faultPercent)) {
                time.after(time.upTo(slowest.multipliedBy(5)), () -> whenDone.accept(said));
            }
        }
    }

    private Reply fault() {
        return switch (time.random().nextInt(4)) {
            case 0 -> new Reply.Failed("it took longer than 2000 milliseconds");
            case 1 -> new Reply.Answered("oops");
            case 2 -> name(List.of("i-00000000000000000", "nobody"));
            default -> name(List.of());
        };
    }
}
