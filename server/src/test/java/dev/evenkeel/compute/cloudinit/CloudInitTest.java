package dev.evenkeel.compute.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What user data becomes: files below the instance's root, scripts in order, complaints on the
/// console.
class CloudInitTest {
    @TempDir Path ground;
    private Path root;
    private Path scripts;
    private final List<String> console = new ArrayList<>();

    @BeforeEach
    void makeDirectories() throws Exception {
        root = Files.createDirectory(ground.resolve("root"));
        scripts = Files.createDirectory(ground.resolve("scripts"));
    }

    private void install(String userData) throws Exception {
        CloudInit.of(userData.getBytes(StandardCharsets.UTF_8))
                .install(root, scripts, console::add);
    }

    private List<String> scriptNames() throws Exception {
        try (Stream<Path> files = Files.list(scripts)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String script(String name) throws Exception {
        return Files.readString(scripts.resolve(name));
    }

    private static byte[] zipped(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void aScriptIsRunAsItIs() throws Exception {
        install("#!/usr/bin/env python3\nprint('hello')\n");
        assertThat(scriptNames()).containsExactly("part-001");
        assertThat(script("part-001")).isEqualTo("#!/usr/bin/env python3\nprint('hello')\n");
        assertThat(Files.isExecutable(scripts.resolve("part-001"))).isTrue();
        assertThat(console).isEmpty();
    }

    @Test
    void noUserDataIsNothingToDo() throws Exception {
        install("");
        install(" \n");
        assertThat(scriptNames()).isEmpty();
        assertThat(console).isEmpty();
    }

    @Test
    void whatIsNeitherIsToldOnTheConsole() throws Exception {
        install("echo I forgot the first line of my script, sorry\n");
        assertThat(scriptNames()).isEmpty();
        assertThat(console)
                .containsExactly(
                        "cloud-init: unhandled user data: echo I forgot the first line of my"
                                + " scrip...");
    }

    @Test
    void userDataComesAsBase64() throws Exception {
        String userData = base64("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        CloudInit.of(CloudInit.decode(userData).orElseThrow()).install(root, scripts, console::add);
        assertThat(script("part-001")).isEqualTo("#!/bin/sh\n");
    }

    @Test
    void whatIsNotBase64IsNoUserData() {
        assertThat(CloudInit.decode("#!/bin/sh")).isEmpty();
        assertThat(CloudInit.decode("IyEv\nYmlu\n")).isPresent();
    }

    @Test
    void userDataMayBeZipped() throws Exception {
        CloudInit.of(zipped("#!/bin/sh\necho zipped\n")).install(root, scripts, console::add);
        assertThat(script("part-001")).isEqualTo("#!/bin/sh\necho zipped\n");
    }

    @Test
    void brokenGzipIsToldOnTheConsole() throws Exception {
        CloudInit.of(new byte[] {0x1f, (byte) 0x8b, 1, 2, 3}).install(root, scripts, console::add);
        assertThat(console).containsExactly("cloud-init: user data is not gzip as it seems");
    }

    @Test
    void commandsAreStringsForTheShellOrListsOfWords() throws Exception {
        install(
                """
                #cloud-config
                runcmd:
                  - echo $HOME | tr a-z A-Z
                  - [echo, "it's $HOME", 7]
                """);
        assertThat(script("runcmd-001"))
                .isEqualTo("#!/bin/sh\necho $HOME | tr a-z A-Z\n'echo' 'it'\\''s $HOME' '7'\n");
    }

    @Test
    void bootcmdRunsBeforeScriptsAndRuncmdAfterThem() throws Exception {
        install(
                """
                Content-Type: multipart/mixed; boundary="=="
                MIME-Version: 1.0

                --==
                Content-Type: text/cloud-config

                #cloud-config
                bootcmd: [date]
                runcmd: [date]
                --==
                Content-Type: text/x-shellscript; charset="utf-8"

                #!/bin/sh
                echo between
                --==--
                """);
        assertThat(scriptNames()).containsExactly("bootcmd-001", "part-002", "runcmd-001");
        assertThat(script("part-002")).isEqualTo("#!/bin/sh\necho between");
        assertThat(console).isEmpty();
    }

    @Test
    void aPartMayBeBase64OrZipped() throws Exception {
        String encoded = base64(zipped("#!/bin/sh\necho packed\n"));
        install(
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n"
                        + "--XX\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + encoded
                        + "\r\n--XX--\r\n");
        assertThat(script("part-001")).isEqualTo("#!/bin/sh\necho packed\n");
    }

    @Test
    void filesAreWrittenBelowTheRoot() throws Exception {
        install(
                """
                #cloud-config
                write_files:
                  - path: /etc/app/app.conf
                    content: |
                      port = 80
                    permissions: '0600'
                    owner: root:root
                  - path: plain
                """);
        assertThat(root.resolve("etc/app/app.conf")).hasContent("port = 80\n");
        assertThat(mode("etc/app/app.conf")).isEqualTo("rw-------");
        assertThat(root.resolve("plain")).isEmptyFile();
        assertThat(mode("plain")).isEqualTo("rw-r--r--");
    }

    @Test
    void permissionsMayBeANumber() throws Exception {
        install("#cloud-config\nwrite_files: [{path: run, content: x, permissions: 0755}]\n");
        assertThat(mode("run")).isEqualTo("rwxr-xr-x");
    }

    private String mode(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    @Test
    void contentMayBeEncoded() throws Exception {
        String plain = base64("plain".getBytes(StandardCharsets.UTF_8));
        String packed = base64(zipped("packed"));
        install(
                "#cloud-config\nwrite_files:\n"
                        + " - {path: a, encoding: b64, content: "
                        + plain
                        + "}\n"
                        + " - {path: b, encoding: gz+b64, content: "
                        + packed
                        + "}\n"
                        + " - {path: c, encoding: gzip+base64, content: "
                        + packed
                        + "}\n"
                        + " - path: d\n   encoding: gzip\n   content: !!binary "
                        + packed
                        + "\n");
        assertThat(root.resolve("a")).hasContent("plain");
        assertThat(root.resolve("b")).hasContent("packed");
        assertThat(root.resolve("c")).hasContent("packed");
        assertThat(root.resolve("d")).hasContent("packed");
    }

    @Test
    void contentMayBeAppended() throws Exception {
        install(
                """
                #cloud-config
                write_files:
                  - {path: log, content: one}
                  - {path: log, content: two, append: true}
                """);
        assertThat(root.resolve("log")).hasContent("onetwo");
    }

    @Test
    void noFileIsWrittenOutsideTheRoot() throws Exception {
        install(
                """
                #cloud-config
                write_files:
                  - {path: ../scripts/part-001, content: gotcha}
                  - {path: /, content: gotcha}
                """);
        assertThat(scriptNames()).isEmpty();
        assertThat(console)
                .containsExactly(
                        "cloud-init: write_files: not a path of this instance: ../scripts/part-001",
                        "cloud-init: write_files: not a path of this instance: /");
    }

    @Test
    void whatIsNotDoneIsToldOnTheConsole() throws Exception {
        install(
                """
                #cloud-config
                packages: [nginx]
                users: []
                runcmd: reboot
                write_files:
                  - {content: where to}
                  - {path: a, permissions: rwx}
                  - {path: b, encoding: b64, content: "%"}
                """);
        assertThat(console)
                .containsExactly(
                        "cloud-init: #cloud-config: packages is not supported",
                        "cloud-init: #cloud-config: users is not supported",
                        "cloud-init: write_files: an entry without a path",
                        "cloud-init: write_files: the permissions of a are not octal",
                        "cloud-init: write_files: the content of b is not base64",
                        "cloud-init: runcmd is not a list");
    }

    @Test
    void brokenYamlIsToldOnTheConsole() throws Exception {
        install("#cloud-config\nruncmd: [unclosed\n");
        assertThat(console)
                .singleElement()
                .asString()
                .startsWith("cloud-init: #cloud-config is not YAML");
        console.clear();
        install("#cloud-config\n- a list\n");
        assertThat(console).containsExactly("cloud-init: #cloud-config is not a mapping");
    }

    @Test
    void yamlMakesNoObjects() throws Exception {
        install("#cloud-config\nruncmd: [!!java.net.URL ['http://example.com']]\n");
        assertThat(scriptNames()).isEmpty();
        assertThat(console).singleElement().asString().contains("is not YAML");
    }

    @Test
    void partsHaveALimit() throws Exception {
        var many =
                new StringBuilder(
                        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n");
        many.append("--X\n\n#!/bin/sh\n".repeat(70));
        install(many.append("--X--\n").toString());
        assertThat(scriptNames()).hasSize(64);
        assertThat(console).containsExactly("cloud-init: user data has more than 64 parts");
    }
}
