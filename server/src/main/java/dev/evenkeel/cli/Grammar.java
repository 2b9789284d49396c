package dev.evenkeel.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The commands and their flags, as picocli reads them. The flags of the server come from
/// [Setting], so that each is said once.
final class Grammar {
    static final String CONFIG = "--config";
    static final String METHOD = "--method";
    static final String HEADER = "--header";
    static final String CLIENT = "--client";
    static final String COMPARE = "--compare";
    static final String CSV = "--csv";
    static final String SVG = "--svg";
    static final String CONFIG_VARIABLE = "EVENKEEL_CONFIG";

    /// What a zone is switched to; named as it is typed.
    enum Turn {
        on,
        off
    }

    /// What Spot instances are told; named as it is typed.
    enum Notice {
        reclaim,
        recommend
    }

    /// What is done with the clock; named as it is typed.
    enum Move {
        show,
        advance,
        to
    }

    /// What is explained; named as it is typed.
    enum Subject {
        activity,
        alarm,
        termination,
        route
    }

    private Grammar() {}

    static CommandSpec evenkeel() {
        CommandSpec evenkeel =
                command(
                        "evenkeel",
                        "Elastic load balancing and auto scaling for your own machines.");
        evenkeel.addSubcommand(
                "serve",
                withSettings(command("serve", "Answers the AWS tools until it is told to end.")));
        evenkeel.addSubcommand("demo", withSettings(demo()));
        evenkeel.addSubcommand(
                "env",
                withSettings(
                        command(
                                "env",
                                "Prints the lines that point the AWS tools of a shell at a server: eval \"$(evenkeel env)\"")));
        evenkeel.addSubcommand("zone", withSettings(zone()));
        evenkeel.addSubcommand("clock", withSettings(clock()));
        evenkeel.addSubcommand("spot", withSettings(spot()));
        evenkeel.addSubcommand("explain", withSettings(explain()));
        evenkeel.addSubcommand("simulate", simulate());
        evenkeel.addSubcommand("version", command("version", "Prints the version."));
        return evenkeel;
    }

    static String version() {
        String packaged = Grammar.class.getPackage().getImplementationVersion();
        return "evenkeel " + Optional.ofNullable(packaged).orElse("(not packaged)");
    }

    private static CommandSpec command(String name, String meaning) {
        CommandSpec command = CommandSpec.create().name(name).version(version());
        command.mixinStandardHelpOptions(true);
        command.usageMessage()
                .description(meaning)
                .width(100)
                .sortOptions(false)
                .abbreviateSynopsis(true);
        return command;
    }

    private static CommandSpec demo() {
        CommandSpec demo =
                command(
                        "demo",
                        "Tells the whole story with real sockets and processes, then stays until Ctrl-C.");
        demo.addOption(
                OptionSpec.builder("--exit")
                        .description("End after the story; status 0 only if every promise held.")
                        .build());
        return demo;
    }

    private static CommandSpec zone() {
        CommandSpec zone =
                command(
                        "zone",
                        "Makes a zone of a running server unreachable, or reachable again.");
        zone.addPositional(
                positional(0, "NAME", "The zone, for instance us-east-1c.", String.class));
        zone.addPositional(positional(1, "on|off", "What to switch it to.", Turn.class));
        return zone;
    }

    private static CommandSpec clock() {
        CommandSpec clock =
                command(
                        "clock",
                        "Shows the time of a running server, and moves it if it has --clock manual.");
        clock.addPositional(
                positional(
                        0,
                        "show|advance|to",
                        "What to do: show it (if nothing is said), advance it by a while, or to an instant.",
                        Move.class,
                        false));
        clock.addPositional(
                positional(
                        1,
                        "HOW-FAR",
                        "A while such as 90s, 15m, 1h30m, or an instant such as 2026-01-01T09:00:00Z.",
                        String.class,
                        false));
        return clock;
    }

    private static CommandSpec spot() {
        CommandSpec spot =
                command(
                        "spot",
                        "Has a running server take Spot capacity back after two minutes' notice.");
        spot.addPositional(
                positional(
                        0,
                        "reclaim|recommend",
                        "Take it back, or only tell it that it is at risk.",
                        Notice.class));
        spot.addPositional(
                positional(1, "WHICH", "An instance, or with ZONE a type.", String.class));
        spot.addPositional(positional(2, "ZONE", "For instance us-east-1c.", String.class, false));
        return spot;
    }

    private static CommandSpec simulate() {
        CommandSpec simulate =
                command(
                        "simulate",
                        "Tries the scaling policies of a scenario on its load, without a server, and draws what would happen.");
        simulate.addPositional(
                positional(0, "FILE", "The scenario; see docs/guide/simulate.md.", String.class));
        simulate.addOption(
                OptionSpec.builder(COMPARE)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .paramLabel("FILE")
                        .description("Other scenarios, whose policies are tried on the same load.")
                        .build());
        simulate.addOption(option(CSV, "FILE", "Where to write every minute as CSV."));
        simulate.addOption(option(SVG, "FILE", "Where to draw it, as SVG."));
        return simulate;
    }

    private static CommandSpec explain() {
        CommandSpec explain =
                command(
                        "explain",
                        "Says why a running server decided, or would decide, as it does.");
        explain.addPositional(
                positional(
                        0,
                        "activity|alarm|termination|route",
                        "A scaling activity, an alarm's state, a group's next to go, or a request's way.",
                        Subject.class));
        explain.addPositional(
                positional(1, "WHICH", "Its id or name; for a route, the URL.", String.class));
        explain.addOption(option(METHOD, "NAME", "The request's method. Default: GET."));
        explain.addOption(
                OptionSpec.builder(HEADER)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("'NAME: VALUE'")
                        .description("A header field of the request; repeatable.")
                        .build());
        explain.addOption(option(CLIENT, "ADDRESS", "Who sends it. Default: 127.0.0.1."));
        return explain;
    }

    private static OptionSpec option(String name, String label, String meaning) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(meaning)
                .build();
    }

    private static PositionalParamSpec positional(
            int index, String label, String meaning, Class<?> type) {
        return positional(index, label, meaning, type, true);
    }

    private static PositionalParamSpec positional(
            int index, String label, String meaning, Class<?> type, boolean required) {
        return PositionalParamSpec.builder()
                .index(String.valueOf(index))
                .paramLabel(label)
                .description(meaning)
                .type(type)
                .required(required)
                .arity(required ? "1" : "0..1")
                .build();
    }

    private static CommandSpec withSettings(CommandSpec command) {
        for (Setting setting : Setting.values()) {
            command.addOption(option(setting));
        }
        command.addOption(
                OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("A file with a line NAME = VALUE for each setting.")
                        .build());
        command.usageMessage()
                .footer(
                        "",
                        "Every flag is also an environment variable (--access-key is EVENKEEL_ACCESS_KEY) and a line of the",
                        "configuration file (access-key = ID:SECRET). A flag wins over a variable, a variable over the file.");
        return command;
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag()).description(setting.help());
        if (setting.isSwitch()) {
            return option.type(boolean.class).arity("0..1").fallbackValue("true").build();
        }
        return option.type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(setting.value())
                .build();
    }
}
