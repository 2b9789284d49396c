package dev.evenkeel.bench.compare;

import java.util.List;
import java.util.stream.Collectors;

/// HAProxy as its experts set it up for this work: one thread, connections to targets kept and
/// shared, bodies spliced, no log, the fields that an Application Load Balancer adds.
final class HaProxy implements Contender {
    private static final int BASE = 18_200;

    private final Program program;
    private final String configuration;

    private HaProxy(Program program, String configuration) {
        this.program = program;
        this.configuration = configuration;
    }

    static HaProxy start(Bench bench, Certificate certificate) {
        String configuration = configuration(certificate);
        var file = bench.write("haproxy.cfg", configuration);
        var program =
                Program.start(
                        Bench.PROXY_CORE,
                        bench.log("haproxy"),
                        List.of("haproxy", "-db", "-f", file.toString()));
        Bench.await(program, Bench.LOOPBACK, Door.TCP.port(BASE));
        return new HaProxy(program, configuration);
    }

    private static String configuration(Certificate certificate) {
        String servers =
                Bench.TARGET_PORTS.stream()
                        .map(port ->
                                "  server t" + port + " 127.0.0.1:" + port + " check inter 30s")
                        .collect(Collectors.joining("\n"));
        return """
        global
          nbthread 1
          maxconn 7500
          ssl-default-bind-options ssl-min-ver TLSv1.2
        defaults
          timeout connect 10s
          timeout client 1h
          timeout server 1h
          option splice-auto
        frontend http
          mode http
          bind 127.0.0.1:HTTPPORT backlog 4096
          bind 127.0.0.1:HTTPSPORT backlog 4096 ssl crt PEM alpn h2,http/1.1
          option forwardfor
          http-request set-header X-Forwarded-Proto https if { ssl_fc }
          http-request set-header X-Forwarded-Proto http if !{ ssl_fc }
          http-request set-header X-Forwarded-Port %[dst_port]
          unique-id-format %{+X}o\\ %ci%cp%fi%fp%Ts%rt%pid
          unique-id-header X-Amzn-Trace-Id
          default_backend targets
        backend targets
          mode http
          balance roundrobin
          http-reuse always
        SERVERS
        frontend tcp
          mode tcp
          bind 127.0.0.1:TCPPORT backlog 4096
          default_backend flows
        backend flows
          mode tcp
          balance source
        SERVERS
        """
                .replace("SERVERS", servers)
                .replace("PEM", certificate.both().toString())
                .replace("HTTPSPORT", Integer.toString(Door.HTTPS.port(BASE)))
                .replace("HTTPPORT", Integer.toString(Door.HTTP.port(BASE)))
                .replace("TCPPORT", Integer.toString(Door.TCP.port(BASE)));
    }

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public boolean has(Door door) {
        return door == Door.HTTP || door == Door.HTTPS || door == Door.TCP;
    }

    @Override
    public String authority(Door door) {
        return Bench.LOOPBACK + ":" + door.port(BASE);
    }

    @Override
    public ProcessHandle process() {
        return program.handle();
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public void close() {
        program.close();
    }
}
