package dev.evenkeel.bench.compare;

import java.util.List;
import java.util.stream.Collectors;

/// nginx as its experts set it up for this work: one worker, connections to targets kept, no log,
/// the fields that an Application Load Balancer adds.
final class Nginx implements Contender {
    private static final int BASE = 18_100;

    private final Program program;
    private final String configuration;

    private Nginx(Program program, String configuration) {
        this.program = program;
        this.configuration = configuration;
    }

    static Nginx start(Bench bench, Certificate certificate) {
        String configuration = configuration(bench, certificate);
        var file = bench.write("nginx.conf", configuration);
        var program =
                Program.start(
                        Bench.PROXY_CORE,
                        bench.log("nginx"),
                        List.of(
                                "nginx",
                                "-p",
                                bench.directory().toString(),
                                "-c",
                                file.toString()));
        Bench.await(program, Bench.LOOPBACK, Door.HTTPS.port(BASE));
        return new Nginx(program, configuration);
    }

    private static String configuration(Bench bench, Certificate certificate) {
        String servers =
                Bench.TARGET_PORTS.stream()
                        .map(port -> "    server 127.0.0.1:" + port + ";")
                        .collect(Collectors.joining("\n"));
        return """
        daemon off;
        master_process off;
        worker_processes 1;
        pid DIRECTORY/nginx.pid;
        error_log DIRECTORY/nginx.err crit;
        events { worker_connections 16000; multi_accept on; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
          tcp_nodelay on;
          upstream targets {
        SERVERS
            keepalive 1024;
            keepalive_requests 1000000000;
            keepalive_timeout 1h;
          }
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Port $server_port;
          proxy_set_header X-Amzn-Trace-Id "Root=$request_id";
          proxy_max_temp_file_size 0;
          ssl_certificate CERTIFICATE;
          ssl_certificate_key KEY;
          ssl_protocols TLSv1.2 TLSv1.3;
          ssl_session_cache shared:tls:16m;
          server {
            listen 127.0.0.1:HTTPPORT backlog=4096;
            listen 127.0.0.1:HTTPSPORT ssl http2 backlog=4096;
            location / { proxy_pass http://targets; }
          }
        }
        """
                .replace("DIRECTORY", bench.directory().toString())
                .replace("SERVERS", servers)
                .replace("CERTIFICATE", certificate.chain().toString())
                .replace("KEY", certificate.key().toString())
                .replace("HTTPSPORT", Integer.toString(Door.HTTPS.port(BASE)))
                .replace("HTTPPORT", Integer.toString(Door.HTTP.port(BASE)));
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public boolean has(Door door) {
        return door == Door.HTTP || door == Door.HTTPS;
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
