package dev.evenkeel.decide.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One of AWS's named security policies: which versions of TLS and which ciphers a listener
/// accepts.
///
/// The table is `security-policies.txt`. Versions are named `TLSv1.3` ... `TLSv1`, the newest
/// first.
public record SecurityPolicy(String name, List<String> protocols, List<Cipher> ciphers) {
    /// What a listener gets that names none.
    public static final String DEFAULT = "ELBSecurityPolicy-2016-08";

    private static final String PREFIX = "ELBSecurityPolicy-";
    private static final Table TABLE = Table.load();

    /// What load balancers speak to targets, in requests and in health checks.
    public static final SecurityPolicy TO_TARGETS =
            named("ELBSecurityPolicy-TLS13-1-0-2021-06").orElseThrow();

    public SecurityPolicy {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /// A cipher suite by OpenSSL's name, by IANA's, and by its code in a handshake.
    public record Cipher(String name, String ianaName, int code) {
        /// Whether the server proves itself by an elliptic curve key; TLS 1.3 leaves it open.
        boolean isForEllipticCurve() {
            return name.startsWith("ECDHE-ECDSA-");
        }

        boolean isForTls13() {
            return name.startsWith("TLS_");
        }
    }

    public static Optional<SecurityPolicy> named(String name) {
        return Optional.ofNullable(TABLE.policies.get(name));
    }

    /// Every policy, in the order AWS lists them.
    public static Collection<SecurityPolicy> all() {
        return TABLE.policies.values();
    }

    /// OpenSSL's name of a suite that Java names as IANA does; the name itself if it is unknown.
    public static String opensslName(String ianaName) {
        return TABLE.opensslNames.getOrDefault(ianaName, ianaName);
    }

    /// Whether it says that keys are exchanged so that a quantum computer cannot follow, too.
    public boolean isPostQuantum() {
        return name.contains("-PQ-");
    }

    /// Whether it is one of those for a validated cryptographic module.
    public boolean isFips() {
        return name.contains("-FIPS-");
    }

    public boolean allowsTls13() {
        return protocols.contains("TLSv1.3");
    }

    /// The whole table as it was read.
    private record Table(
            Map<String, Cipher> ciphers,
            Map<String, List<Cipher>> sets,
            Map<String, SecurityPolicy> policies,
            Map<String, String> opensslNames) {
        static Table load() {
            var table =
                    new Table(
                            new HashMap<>(),
                            new HashMap<>(),
                            new LinkedHashMap<>(),
                            new HashMap<>());
            text().lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
            return new Table(
                    table.ciphers,
                    table.sets,
                    Collections.unmodifiableMap(table.policies),
                    table.opensslNames);
        }

        private static String text() {
            try (InputStream in =
                    SecurityPolicy.class.getResourceAsStream("security-policies.txt")) {
                if (in == null) {
                    throw new IllegalStateException("security-policies.txt is missing");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private void add(String line) {
            int space = line.indexOf(' ');
            String rest = line.substring(space + 1);
            switch (line.substring(0, space)) {
                case "cipher" -> addCipher(rest.split(" "));
                case "set" -> addSet(rest.split(" "));
                case "policy" -> addPolicy(rest.split("; "));
                default -> throw new IllegalStateException("not a line of the table: " + line);
            }
        }

        private void addCipher(String[] words) {
            ciphers.put(words[0], new Cipher(words[0], words[1], Integer.parseInt(words[2], 16)));
            opensslNames.put(words[1], words[0]);
        }

        private void addSet(String[] words) {
            var members = new ArrayList<Cipher>();
            for (String name : Arrays.asList(words).subList(1, words.length)) {
                members.add(known(ciphers, name));
            }
            sets.put(words[0], members);
        }

        private void addPolicy(String[] parts) {
            var members = new ArrayList<Cipher>();
            for (String set : parts[2].split(" ")) {
                members.addAll(known(sets, set));
            }
            String name = PREFIX + parts[0];
            policies.put(
                    name, new SecurityPolicy(name, Arrays.asList(parts[1].split(" ")), members));
        }

        private static <T> T known(Map<String, T> of, String name) {
            T found = of.get(name);
            if (found == null) {
                throw new IllegalStateException("the table names an unknown " + name);
            }
            return found;
        }
    }
}
