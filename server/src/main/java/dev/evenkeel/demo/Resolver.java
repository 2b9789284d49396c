package dev.evenkeel.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// Asks Evenkeel's DNS server what a load balancer's name means now.
final class Resolver {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SimpleResolver resolver;

    Resolver(InetSocketAddress server) {
        resolver = new SimpleResolver(server);
        resolver.setTimeout(PATIENCE);
    }

    /// The addresses in the order of the answer; empty if the name has none or nobody answers.
    List<String> addresses(String name) {
        try {
            Record question = Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN);
            return resolver.send(Message.newQuery(question)).getSection(Section.ANSWER).stream()
                    .filter(ARecord.class::isInstance)
                    .map(record -> ((ARecord) record).getAddress().getHostAddress())
                    .toList();
        } catch (IOException silent) {
            return List.of();
        }
    }
}
