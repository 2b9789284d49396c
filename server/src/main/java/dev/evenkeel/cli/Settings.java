package dev.evenkeel.cli;

import dev.evenkeel.model.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a server is to run, every value checked. `zones` are full names, `us-east-1a`. No access
/// keys means the one that [DataDirectory#accessKey] keeps, no functions their place in `data`.
public record Settings(
        Path data,
        Endpoint listen,
        Scope scope,
        List<String> zones,
        List<AccessKey> accessKeys,
        Auth auth,
        Endpoint dns,
        SocketTransport transport,
        ClockKind clock,
        Optional<URI> notifyWebhook,
        Optional<Path> functions,
        boolean stopInstances) {
    public Settings {
        zones = List.copyOf(zones);
        accessKeys = List.copyOf(accessKeys);
        if (auth == Auth.NONE && !listen.isLoopback()) {
            throw new CannotStart(
                    "without signatures anybody who reaches "
                            + listen
                            + " could run programs here; use --auth sigv4, or --listen on a loopback address such as 127.0.0.1");
        }
    }

    /// Reads every setting, or says which one is wrong and what would be right.
    public static Settings from(Values values) {
        only(values, Setting.NETWORK, "loopback");
        only(values, Setting.INSTANCES, "process");
        Scope scope = scope(values);
        return new Settings(
                data(values),
                endpoint(values, Setting.LISTEN),
                scope,
                zones(values, scope.region()),
                values.all(Setting.ACCESS_KEY).stream().map(AccessKey::parse).toList(),
                auth(values.one(Setting.AUTH)),
                endpoint(values, Setting.DNS),
                SocketTransport.of(values.one(Setting.TRANSPORT)),
                ClockKind.of(values.one(Setting.CLOCK)),
                webhook(values.one(Setting.NOTIFY_WEBHOOK)),
                functions(values.one(Setting.FUNCTIONS)),
                flag(values, Setting.STOP_INSTANCES));
    }

    /// These settings for a demo on `directory`: its instances end with it, and nobody waits for a
    /// clock to be moved.
    public Settings forDemo(Path directory) {
        return new Settings(
                directory,
                listen,
                scope,
                zones,
                accessKeys,
                auth,
                dns,
                transport,
                ClockKind.SYSTEM,
                notifyWebhook,
                functions,
                true);
    }

    private static Optional<URI> webhook(String said) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        try {
            var address = new URI(said);
            boolean isWeb = said.startsWith("http://") || said.startsWith("https://");
            if (isWeb && address.getHost() != null && address.getUserInfo() == null) {
                return Optional.of(address);
            }
        } catch (URISyntaxException _) {
            // Refused below, as every other text that is no address.
        }
        throw new CannotStart(
                "--notify-webhook: want an address such as http://127.0.0.1:8000/events, not "
                        + said);
    }

    private static Optional<Path> functions(String said) {
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(said).toAbsolutePath().normalize());
    }

    private static Path data(Values values) {
        String said = values.one(Setting.DATA);
        return said.isEmpty()
                ? stateDirectory(values.environment())
                : Path.of(said).toAbsolutePath().normalize();
    }

    /// Where programs of this user keep their state, after the XDG base directory specification.
    private static Path stateDirectory(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (!state.isEmpty()) {
            return Path.of(state, "evenkeel");
        }
        if (home.isEmpty()) {
            throw new CannotStart(
                    "neither HOME nor XDG_STATE_HOME is set; say where to keep the state with --data DIR");
        }
        return Path.of(home, ".local", "state", "evenkeel");
    }

    private static Endpoint endpoint(Values values, Setting setting) {
        try {
            return Endpoint.parse(values.one(setting));
        } catch (IllegalArgumentException wrong) {
            throw new CannotStart(setting.flag() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Scope scope(Values values) {
        try {
            return new Scope(values.one(Setting.ACCOUNT), values.one(Setting.REGION));
        } catch (IllegalArgumentException wrong) {
            throw new CannotStart("--account or --region: " + wrong.getMessage(), wrong);
        }
    }

    private static List<String> zones(Values values, String region) {
        List<String> zones = new ArrayList<>();
        for (String said : List.of(values.one(Setting.ZONES).split(",", -1))) {
            String letter = said.strip();
            String zone = letter.startsWith(region) ? letter : region + letter;
            if (!zone.matches(region + "[a-z]") || zones.contains(zone)) {
                throw new CannotStart(
                        "--zones: want different letters such as a,b,c, not "
                                + values.one(Setting.ZONES));
            }
            zones.add(zone);
        }
        return zones;
    }

    private static Auth auth(String said) {
        return switch (said) {
            case "sigv4" -> Auth.SIGV4;
            case "none" -> Auth.NONE;
            default -> throw new CannotStart("--auth: want sigv4 or none, not " + said);
        };
    }

    private static boolean flag(Values values, Setting setting) {
        return switch (values.one(setting)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new CannotStart(
                            setting.variable()
                                    + ": want true or false, not "
                                    + values.one(setting));
        };
    }

    private static void only(Values values, Setting setting, String known) {
        if (!values.one(setting).equals(known)) {
            throw new CannotStart(
                    setting.flag() + ": want " + known + ", not " + values.one(setting));
        }
    }
}
