package dev.evenkeel.compute.process;

import dev.evenkeel.compute.InstanceMetadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// Starts the process of an instance, detached from ours: a session of its own, files instead of
/// pipes, a clean environment.
final class Launcher {
    private static final String RUNNING = "running";
    private static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Installation installation;
    private final Containment containment;
    private final InstanceMetadata metadata;
    private final Forking forking;
    private final Semaphore atOnce;

    Launcher(
            Installation installation,
            Containment containment,
            InstanceMetadata metadata,
            Forking forking,
            int launchesAtOnce) {
        this.installation = installation;
        this.containment = containment;
        this.metadata = metadata;
        this.forking = forking;
        this.atOnce = new Semaphore(launchesAtOnce);
    }

    /// Returns once init runs, true, or once it is certain that it does not, false; why stands on
    /// the console.
    boolean start(Identity identity) throws IOException {
        InstanceDirectory directory = installation.directory(identity.id());
        announce(identity);
        atOnce.acquireUninterruptibly();
        try {
            Process process = forking.start(builder(directory, identity));
            process.getOutputStream().close();
            try (BufferedReader answer = process.inputReader()) {
                return RUNNING.equals(answer.readLine());
            }
        } finally {
            atOnce.release();
        }
    }

    /// Has the instance answered by the metadata service.
    void announce(Identity identity) {
        metadata.attach(identity.id(), identity.scope(), identity.address());
    }

    private ProcessBuilder builder(InstanceDirectory directory, Identity identity) {
        var command = new ArrayList<>(List.of("setsid", "/bin/sh"));
        command.add(installation.script("boot").toString());
        command.add(containment.mode());
        command.addAll(
                containment.around(List.of("/bin/sh", installation.script("init").toString())));
        var builder = new ProcessBuilder(command);
        builder.directory(directory.root().toFile());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(directory.consoleFile().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment(directory, identity));
        return builder;
    }

    private Map<String, String> environment(InstanceDirectory directory, Identity identity) {
        var environment = new TreeMap<String, String>();
        String address = identity.address().getHostAddress();
        String region = identity.scope().region();
        environment.put(ProcFiles.TAG, directory.path().toString());
        environment.put("EVENKEEL_ROOT", directory.root().toString());
        environment.put("EVENKEEL_INSTANCE_ID", identity.id().value());
        environment.put("EVENKEEL_ADDRESS", address);
        environment.put("EVENKEEL_ZONE", identity.zone());
        environment.put("AWS_REGION", region);
        environment.put("AWS_DEFAULT_REGION", region);
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint(identity.address()));
        environment.put("HOME", directory.root().toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("PATH", installation.bin() + ":" + path());
        return environment;
    }

    private static String path() {
        String ours = System.getenv().getOrDefault("PATH", "");
        return ours.isEmpty() ? USUAL_PATH : ours;
    }
}
