package dev.evenkeel.cli;

import dev.evenkeel.sys.Clock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `evenkeel COMMAND`: reads the command line, gathers the settings and calls what was asked for.
/// Returns the status to end with: 0 done, 1 it could not be done, 2 the command line was wrong.
public final class CommandLineTool {
    private static final int REFUSED = 1;

    private final Commands commands;
    private final Surroundings surroundings;

    /// What the process stands in: its environment variables, its output, and `sys`.
    public record Surroundings(
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err,
            Clock clock,
            RandomGenerator random) {}

    public CommandLineTool(Commands commands, Surroundings surroundings) {
        this.commands = commands;
        this.surroundings = surroundings;
    }

    public int run(String... arguments) {
        CommandLine line = new CommandLine(Grammar.evenkeel());
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setParameterExceptionHandler((wrong, _) -> misspelled(wrong));
        line.setExecutionStrategy(this::obey);
        int status = line.execute(arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        return status;
    }

    private int misspelled(CommandLine.ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        surroundings
                .err()
                .println("evenkeel: " + wrong.getMessage() + "; see: " + command + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private int obey(ParseResult said) {
        Integer helped = CommandLine.executeHelpRequest(said);
        if (helped != null) {
            return helped;
        }
        if (!said.hasSubcommand()) {
            said.commandSpec().commandLine().usage(surroundings.out());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return command(said.subcommand());
        } catch (CannotStart why) {
            surroundings.err().println("evenkeel: " + why.getMessage() + ".");
            return REFUSED;
        }
    }

    private int command(ParseResult said) {
        return switch (said.commandSpec().name()) {
            case "serve" -> commands.serve(settings(said));
            case "demo" -> commands.demo(settings(said), story(said));
            case "simulate" -> commands.simulate(experiment(said));
            case "env" -> env(settings(said));
            case "zone" -> zone(said, settings(said));
            case "clock" -> clock(said, settings(said));
            case "spot" -> spot(said, settings(said));
            case "explain" -> explain(said, settings(said));
            case "version" -> version();
            default -> throw new IllegalStateException(said.commandSpec().name());
        };
    }

    private static Commands.Story story(ParseResult said) {
        return new Commands.Story(
                said.hasMatchedOption("--exit"), said.hasMatchedOption(Setting.DATA.flag()));
    }

    private static Commands.Experiment experiment(ParseResult said) {
        return new Commands.Experiment(
                Path.of(said.matchedPositionalValue(0, "")),
                said.matchedOptionValue(Grammar.COMPARE, List.<String>of()).stream()
                        .map(Path::of)
                        .toList(),
                path(said, Grammar.CSV),
                path(said, Grammar.SVG));
    }

    private static Optional<Path> path(ParseResult said, String option) {
        return Optional.of(said.matchedOptionValue(option, ""))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }

    private int env(Settings settings) {
        Exports.of(settings, key(settings)).forEach(surroundings.out()::println);
        return CommandLine.ExitCode.OK;
    }

    private int zone(ParseResult said, Settings settings) {
        String zone = said.matchedPositionalValue(0, "");
        boolean on = said.matchedPositionalValue(1, Grammar.Turn.off) == Grammar.Turn.on;
        new ZoneSwitch(call(settings)).turn(zone, on);
        surroundings.out().println("zone " + zone + " is " + (on ? "on" : "off"));
        return CommandLine.ExitCode.OK;
    }

    private int clock(ParseResult said, Settings settings) {
        var clock = new ClockCommand(call(settings));
        Grammar.Move move = said.matchedPositionalValue(0, Grammar.Move.show);
        String where = said.matchedPositionalValue(1, "");
        if ((move == Grammar.Move.show) != where.isEmpty()) {
            throw new CannotStart("say how far: evenkeel clock advance 15m");
        }
        surroundings
                .out()
                .println(
                        switch (move) {
                            case show -> clock.show();
                            case advance -> clock.advance(where);
                            case to -> clock.advanceTo(where);
                        });
        return CommandLine.ExitCode.OK;
    }

    private int spot(ParseResult said, Settings settings) {
        Grammar.Notice notice = said.matchedPositionalValue(0, Grammar.Notice.recommend);
        surroundings
                .out()
                .println(
                        new SpotCommand(call(settings))
                                .tell(
                                        notice.name(),
                                        said.matchedPositionalValue(1, ""),
                                        said.matchedPositionalValue(2, "")));
        return CommandLine.ExitCode.OK;
    }

    private int explain(ParseResult said, Settings settings) {
        var explain = new ExplainCommand(call(settings));
        Grammar.Subject subject = said.matchedPositionalValue(0, Grammar.Subject.route);
        String which = said.matchedPositionalValue(1, "");
        List<String> headers = said.matchedOptionValue(Grammar.HEADER, List.of());
        surroundings
                .out()
                .println(
                        switch (subject) {
                            case activity, alarm, termination -> explain.of(subject.name(), which);
                            case route ->
                                    explain.route(
                                            new ExplainCommand.Request(
                                                    which,
                                                    said.matchedOptionValue(Grammar.METHOD, "GET"),
                                                    headers,
                                                    said.matchedOptionValue(Grammar.CLIENT, "")));
                        });
        return CommandLine.ExitCode.OK;
    }

    private ServerCall call(Settings settings) {
        return new ServerCall(settings, key(settings), surroundings.clock());
    }

    private int version() {
        surroundings.out().println(Grammar.version());
        return CommandLine.ExitCode.OK;
    }

    private AccessKey key(Settings settings) {
        return settings.accessKeys().isEmpty()
                ? DataDirectory.at(settings.data()).accessKey(surroundings.random())
                : settings.accessKeys().getFirst();
    }

    private Settings settings(ParseResult said) {
        Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            flags.put(setting, flag(said, setting));
        }
        return Settings.from(new Values(flags, surroundings.environment(), file(said)));
    }

    private static List<String> flag(ParseResult said, Setting setting) {
        OptionSpec option = said.matchedOption(setting.flag());
        return option == null ? List.of() : new ArrayList<>(option.originalStringValues());
    }

    private Map<Setting, List<String>> file(ParseResult said) {
        String variable = surroundings.environment().getOrDefault(Grammar.CONFIG_VARIABLE, "");
        String file = said.matchedOptionValue(Grammar.CONFIG, variable);
        return file.isEmpty() ? Map.of() : ConfigFile.read(Path.of(file));
    }
}
