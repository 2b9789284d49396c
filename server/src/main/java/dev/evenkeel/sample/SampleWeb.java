package dev.evenkeel.sample;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The sample web application: `evenkeel-sample-web [--port N]`. A thread for each connection.
public final class SampleWeb {
    /// The name under which instances find it on their path.
    public static final String COMMAND = "evenkeel-sample-web";

    private static final int PORT = 8080;
    private static final int BACKLOG = 1024;

    private final ServerSocket server;
    private final Application application;
    private final Background threads;

    SampleWeb(ServerSocket server, Application application, Background threads) {
        this.server = server;
        this.application = application;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws IOException {
        int port = PORT;
        if (arguments.length == 2 && arguments[0].equals("--port")) {
            port = Integer.parseInt(arguments[1]);
        } else if (arguments.length != 0) {
            System.err.println("usage: evenkeel-sample-web [--port N]");
            System.exit(2);
        }
        Map<String, String> environment = System.getenv();
        String address = environment.getOrDefault("EVENKEEL_ADDRESS", "127.0.0.1");
        var server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
        var application =
                new Application(
                        environment.getOrDefault("EVENKEEL_INSTANCE_ID", "none"),
                        environment.getOrDefault("EVENKEEL_ZONE", "none"),
                        address,
                        Clock.system());
        new SampleWeb(server, application, new PlatformThreads()).serve();
    }

    /// Accepts connections until the socket is closed.
    void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.run("connection", new Connection(socket, application));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                System.err.println(e);
            }
        }
    }

    /// The command line that starts it with the Java and the classes that run us.
    public static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xmx64m",
                        "-Xss256k",
                        "-cp",
                        classes(),
                        SampleWeb.class.getName()));
        return command;
    }

    private static String classes() {
        try {
            return Path.of(
                            SampleWeb.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toAbsolutePath()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
