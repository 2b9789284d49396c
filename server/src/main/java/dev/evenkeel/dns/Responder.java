package dev.evenkeel.dns;

import dev.evenkeel.decide.DnsAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Turns the bytes of a DNS query into the bytes of its answer (RFC 1035, EDNS by RFC 6891).
///
/// Whatever the bytes are, there is an answer or there is silence, never an exception. Any thread.
final class Responder {
    static final int HEADER_BYTES = 12;
    static final int TTL_SECONDS = 60;

    /// The largest answer by UDP: passes every path unfragmented (RFC 9715).
    static final int UDP_BYTES = 1232;

    private static final int PLAIN_UDP_BYTES = 512;
    private static final int TCP_BYTES = 65_535;
    private static final int QUERY_OR_RESPONSE_BYTE = 2;

    /// A name that every resolver knows, so that the zones need no glue of their own.
    private static final Name SERVER = Name.fromConstantString("localhost.");

    private final Supplier<Zones> zones;
    private final AtomicInteger turn = new AtomicInteger();

    Responder(Supplier<Zones> zones) {
        this.zones = zones;
    }

    /// How a query came, which limits what may go back.
    enum Transport {
        UDP,
        TCP
    }

    /// The answer's bytes; empty where silence is right: to answers, and to what has no whole
    /// header.
    Optional<byte[]> answer(byte[] query, Transport transport) {
        if (query.length < HEADER_BYTES || query[QUERY_OR_RESPONSE_BYTE] < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer(new Message(query), transport));
        } catch (IOException | RuntimeException e) {
            // The parser throws several kinds for hostile bytes; all mean the same.
            return Optional.of(formatError(query));
        }
    }

    private static byte[] formatError(byte[] query) {
        var header = new Header((query[0] & 0xff) << 8 | query[1] & 0xff);
        header.setFlag(Flags.QR);
        header.setRcode(Rcode.FORMERR);
        return header.toWire();
    }

    private byte[] answer(Message query, Transport transport) throws TextParseException {
        var answer = new Message(query.getHeader().getID());
        Header header = answer.getHeader();
        header.setOpcode(query.getHeader().getOpcode());
        header.setFlag(Flags.QR);
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        List<Record> questions = query.getSection(Section.QUESTION);
        questions.forEach(question -> answer.addRecord(question, Section.QUESTION));
        OPTRecord edns = query.getOPT();
        if (edns != null && edns.getVersion() > 0) {
            // BADVERS is 16: the upper bits stand in the OPT record, the lower four, all 0, in the
            // header.
            answer.addRecord(new OPTRecord(UDP_BYTES, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
            return answer.toWire();
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            header.setRcode(Rcode.NOTIMP);
        } else if (questions.size() != 1) {
            header.setRcode(Rcode.FORMERR);
        } else {
            fill(answer, questions.getFirst());
        }
        if (edns != null) {
            answer.addRecord(new OPTRecord(UDP_BYTES, 0, 0), Section.ADDITIONAL);
        }
        return answer.toWire(limit(edns == null ? 0 : edns.getPayloadSize(), transport));
    }

    private static int limit(int offered, Transport transport) {
        return switch (transport) {
            case TCP -> TCP_BYTES;
            case UDP -> Math.clamp(offered, PLAIN_UDP_BYTES, UDP_BYTES);
        };
    }

    private void fill(Message answer, Record question) throws TextParseException {
        int dnsClass = question.getDClass();
        int type = question.getType();
        boolean isTransfer = type == Type.AXFR || type == Type.IXFR;
        Lookup found =
                isTransfer || (dnsClass != DClass.IN && dnsClass != DClass.ANY)
                        ? new Lookup.NotOurs()
                        : zones.get().lookup(question.getName().toString());
        switch (found) {
            case Lookup.NotOurs() -> answer.getHeader().setRcode(Rcode.REFUSED);
            case Lookup.NoSuchName(String apex) -> {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
                nothing(answer, apex);
            }
            case Lookup.Apex(String apex) -> fillApex(answer, apex, type);
            case Lookup.Addresses(String apex, List<String> addresses) -> {
                if (type == Type.A || type == Type.ANY) {
                    fillAddresses(answer, question.getName(), addresses);
                } else {
                    nothing(answer, apex);
                }
            }
        }
    }

    private void fillAddresses(Message answer, Name name, List<String> addresses) {
        answer.getHeader().setFlag(Flags.AA);
        for (String address : DnsAnswer.rotated(addresses, turn.getAndIncrement())) {
            var literal = InetAddress.ofLiteral(address);
            answer.addRecord(new ARecord(name, DClass.IN, TTL_SECONDS, literal), Section.ANSWER);
        }
    }

    private static void fillApex(Message answer, String apex, int type) throws TextParseException {
        boolean any = type == Type.ANY;
        if (any || type == Type.SOA) {
            answer.getHeader().setFlag(Flags.AA);
            answer.addRecord(startOfAuthority(apex), Section.ANSWER);
        }
        if (any || type == Type.NS) {
            answer.getHeader().setFlag(Flags.AA);
            answer.addRecord(
                    new NSRecord(Name.fromString(apex, Name.root), DClass.IN, TTL_SECONDS, SERVER),
                    Section.ANSWER);
        }
        if (!any && type != Type.SOA && type != Type.NS) {
            nothing(answer, apex);
        }
    }

    /// Says with authority that there is no such record: the SOA tells for how long (RFC 2308).
    private static void nothing(Message answer, String apex) throws TextParseException {
        answer.getHeader().setFlag(Flags.AA);
        answer.addRecord(startOfAuthority(apex), Section.AUTHORITY);
    }

    private static SOARecord startOfAuthority(String apex) throws TextParseException {
        return new SOARecord(
                Name.fromString(apex, Name.root),
                DClass.IN,
                TTL_SECONDS,
                SERVER,
                Name.fromConstantString("hostmaster.localhost."),
                1,
                TTL_SECONDS,
                TTL_SECONDS,
                TTL_SECONDS,
                TTL_SECONDS);
    }
}
