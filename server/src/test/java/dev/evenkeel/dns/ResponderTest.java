package dev.evenkeel.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dns.Responder.Transport;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.scenario.Fuzz;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponderTest {
    private static final long SEED = 20_260_101;

    private final Fleet fleet = new Fleet();
    private final Responder responder = new Responder(() -> Zones.compile(fleet.world()));

    @Test
    void addressesRotateFromAnswerToAnswer() throws IOException {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);

        assertThat(addresses(ask("web.elb.localhost.", Type.A)))
                .containsExactly("127.31.0.10", "127.31.16.10", "127.31.32.10");
        assertThat(addresses(ask("web.elb.localhost.", Type.A)))
                .containsExactly("127.31.16.10", "127.31.32.10", "127.31.0.10");
    }

    @Test
    void answersLiveForAMinuteAndKeepTheCaseThatWasAsked() throws IOException {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);

        Message answer = ask("wEb.elb.LOCALHOST.", Type.A);

        Record record = answer.getSection(Section.ANSWER).getFirst();
        assertThat(record.getTTL()).isEqualTo(60);
        assertThat(record.getName().toString()).isEqualTo("wEb.elb.LOCALHOST.");
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void aTypeThatIsNotThereIsAnEmptyAnswer() throws IOException {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);

        Message answer = ask("web.elb.localhost.", Type.AAAA);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(types(answer, Section.AUTHORITY)).containsExactly(Type.SOA);
    }

    @Test
    void anUnknownNameIsNoNameWithTheZonesSoa() throws IOException {
        Message answer = ask("nobody.elb.localhost.", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(types(answer, Section.AUTHORITY)).containsExactly(Type.SOA);
    }

    @Test
    void aZoneHasSoaAndNs() throws IOException {
        assertThat(types(ask("elb.localhost.", Type.SOA), Section.ANSWER))
                .containsExactly(Type.SOA);
        assertThat(types(ask("elb.localhost.", Type.NS), Section.ANSWER)).containsExactly(Type.NS);
        assertThat(types(ask("elb.localhost.", Type.ANY), Section.ANSWER))
                .containsExactly(Type.SOA, Type.NS);
        assertThat(types(ask("elb.localhost.", Type.A), Section.AUTHORITY))
                .containsExactly(Type.SOA);
    }

    @Test
    void otherZonesTransfersAndOtherClassesAreRefused() throws IOException {
        assertThat(ask("example.com.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(ask("elb.localhost.", Type.AXFR).getRcode()).isEqualTo(Rcode.REFUSED);
        Record chaos = Record.newRecord(Name.fromString("elb.localhost."), Type.TXT, DClass.CH);
        assertThat(ask(Message.newQuery(chaos), Transport.UDP).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void otherOpcodesAreNotImplemented() throws IOException {
        Message notify = query("elb.localhost.", Type.SOA);
        notify.getHeader().setOpcode(Opcode.NOTIFY);

        assertThat(ask(notify, Transport.UDP).getRcode()).isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void ednsIsAnsweredWithEdns() throws IOException {
        Message query = query("elb.localhost.", Type.SOA);
        query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        Message future = query("elb.localhost.", Type.SOA);
        future.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);

        assertThat(ask(query, Transport.UDP).getOPT().getPayloadSize())
                .isEqualTo(Responder.UDP_BYTES);
        assertThat(ask(future, Transport.UDP).getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(ask("elb.localhost.", Type.SOA).getOPT()).isNull();
    }

    @Test
    void whatDoesNotFitIsTruncatedByUdpAndWholeByTcp() throws IOException {
        fleet.put(
                fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "wide", 0)
                        .withNodes(Fleet.nodes(IntStream.range(0, 60).map(i -> i % 3).toArray())));

        Message cut = ask(query("wide.elb.localhost.", Type.A), Transport.UDP);
        Message whole = ask(query("wide.elb.localhost.", Type.A), Transport.TCP);

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.numBytes()).isLessThanOrEqualTo(512);
        assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(whole.getSection(Section.ANSWER)).hasSize(60);
    }

    @Test
    void twoQuestionsAreAFormatError() throws IOException {
        Message query = query("elb.localhost.", Type.SOA);
        query.addRecord(
                Record.newRecord(Name.fromString("b.elb.localhost."), Type.A, DClass.IN),
                Section.QUESTION);

        assertThat(ask(query, Transport.UDP).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void garbageAfterAHeaderIsAFormatErrorWithItsId() throws IOException {
        byte[] query = query("elb.localhost.", Type.SOA).toWire();
        byte[] cut = Arrays.copyOf(query, query.length - 3);

        var answer = new Message(responder.answer(cut, Transport.UDP).orElseThrow());

        assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(answer.getHeader().getID()).isEqualTo(new Message(query).getHeader().getID());
    }

    @Test
    void answersAndScrapsAreMetWithSilence() throws IOException {
        Message reply = query("elb.localhost.", Type.SOA);
        reply.getHeader().setFlag(Flags.QR);

        assertThat(responder.answer(reply.toWire(), Transport.UDP)).isEmpty();
        assertThat(responder.answer(new byte[11], Transport.UDP)).isEmpty();
        assertThat(responder.answer(new byte[0], Transport.TCP)).isEmpty();
    }

    @Test
    void noBytesWhatsoeverBreakIt() throws IOException {
        fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        Message base = query("db.elb.localhost.", Type.A);
        base.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        byte[] valid = base.toWire();
        var random = new Random(SEED);
        for (int round = 0; round < Fuzz.rounds(20_000); round++) {
            byte[] bytes = mutated(valid, random);
            Transport transport = random.nextBoolean() ? Transport.UDP : Transport.TCP;
            var answer = responder.answer(bytes, transport);
            if (answer.isPresent()) {
                int limit = transport == Transport.UDP ? Responder.UDP_BYTES : 65_535;
                assertThat(answer.get().length).isBetween(Responder.HEADER_BYTES, limit);
                assertThat(answer.get()[2]).as("seed %d round %d", SEED, round).isNegative();
            }
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length + 20));
        int changes = random.nextInt(6);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private Message ask(String name, int type) throws IOException {
        return ask(query(name, type), Transport.UDP);
    }

    private Message ask(Message query, Transport transport) throws IOException {
        return new Message(responder.answer(query.toWire(), transport).orElseThrow());
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    }

    private static List<String> addresses(Message answer) {
        return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
    }

    private static List<Integer> types(Message answer, int section) {
        return answer.getSection(section).stream().map(Record::getType).toList();
    }
}
