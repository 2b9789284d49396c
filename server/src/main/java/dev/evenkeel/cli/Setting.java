package dev.evenkeel.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One setting of the server, with everything that is said about it: `--flag VALUE`, the variable
/// `EVENKEEL_FLAG`, the line `flag = VALUE` of the configuration file, and the default where it is
/// said nowhere. An empty default is worked out at start.
public enum Setting {
    DATA(
            "DIR",
            "",
            "Where the server keeps its state (default: evenkeel under the user's state directory)."),
    LISTEN("HOST:PORT", "127.0.0.1:4566", "Where the AWS services answer."),
    ACCOUNT("NUMBER", "000000000000", "The account that owns everything."),
    REGION("NAME", "us-east-1", "The region the zones belong to."),
    ZONES("LIST", "a,b,c", "The zones of the region, by letter."),
    ACCESS_KEY(
            "ID:SECRET",
            "",
            "A key that may call; repeatable (default: one made at first start and kept in the data directory)."),
    AUTH("KIND", "sigv4", "Whether calls must be signed: sigv4, or none on a loopback address."),
    DNS("HOST:PORT", "127.0.0.1:4553", "Where names of load balancers resolve."),
    NETWORK(
            "KIND",
            "loopback",
            "Where instances and load balancers have their addresses: loopback."),
    INSTANCES("KIND", "process", "What an instance is: process."),
    TRANSPORT(
            "KIND",
            "auto",
            "How load balancers ask the kernel for bytes: epoll, io_uring, nio, or auto (epoll where there is one)."),
    CLOCK(
            "KIND",
            "system",
            "What the control plane takes for the time: system, or manual, which only the command clock moves."),
    NOTIFY_WEBHOOK(
            "URL",
            "",
            "Where notifications and events are posted (default: nowhere, they are lines of notifications.jsonl in the data directory)."),
    FUNCTIONS(
            "DIR",
            "",
            "Where the executables are that functions' ARNs name (default: functions in the data directory)."),
    STOP_INSTANCES(
            "",
            "false",
            "End the instances when the server ends, instead of leaving them to the next start.");

    private final String value;
    private final String fallback;
    private final String meaning;

    Setting(String value, String fallback, String meaning) {
        this.value = value;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /// The setting that a line of the configuration file names.
    static Optional<Setting> named(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
    }

    static String keys() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String flag() {
        return "--" + key();
    }

    public String variable() {
        return "EVENKEEL_" + name();
    }

    /// What stands for the value in the help; empty for a switch.
    String value() {
        return value;
    }

    boolean isSwitch() {
        return value.isEmpty();
    }

    String fallback() {
        return fallback;
    }

    /// One line for the help, the default included.
    String help() {
        return fallback.isEmpty() || isSwitch() ? meaning : meaning + " Default: " + fallback + ".";
    }
}
