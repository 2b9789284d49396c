package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Orders;
import dev.evenkeel.compute.process.ProcessEntry.State;
import dev.evenkeel.model.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How processes are read from `/proc` and told apart.
class ProcessTableTest {
    private static final InstanceId WEB = Orders.id(1);

    private static ProcessEntry process(int pid, int parent, int session) {
        return new ProcessEntry(pid, parent, session, "sh", State.LIVE, 10, 5, Optional.empty());
    }

    private static ProcessEntry tagged(int pid, int parent, int session) {
        return process(pid, parent, session).tagged(Optional.of(WEB));
    }

    private static List<Integer> members(ProcessEntry... entries) {
        return new ProcessTable(List.of(entries)).of(WEB).stream().map(ProcessEntry::pid).toList();
    }

    @Test
    void aTaggedProcessBelongsToItsInstance() {
        assertThat(members(process(1, 0, 1), tagged(7, 1, 7))).containsExactly(7);
    }

    @Test
    void childrenBelongWhereTheirParentsBelong() {
        assertThat(members(tagged(7, 1, 7), process(8, 7, 8), process(9, 8, 9)))
                .containsExactly(7, 8, 9);
    }

    @Test
    void anOrphanBelongsWhereTheLeaderOfItsSessionBelongs() {
        assertThat(members(process(1, 0, 1), tagged(7, 1, 7), process(9, 1, 7)))
                .containsExactly(7, 9);
    }

    @Test
    void aSessionIsNotTaggedByAProcessThatOnlyPassesThroughIt() {
        ProcessEntry server = process(5, 1, 5);
        ProcessEntry onItsWay = tagged(7, 5, 5);
        assertThat(members(process(1, 0, 1), server, onItsWay, process(6, 5, 5)))
                .as("the server and its shell are no part of the instance it starts")
                .containsExactly(7);
    }

    @Test
    void parentsThatGoInCirclesEnd() {
        assertThat(members(process(7, 8, 7), process(8, 7, 8))).isEmpty();
    }

    @Test
    void aMainProcessIsTheSameOnlyWithTheSameStart() {
        var table = new ProcessTable(List.of(tagged(7, 1, 7)));
        assertThat(table.find(new MainProcess(7, 5, true))).isPresent();
        assertThat(table.find(new MainProcess(7, 4, true))).isEmpty();
        assertThat(table.find(new MainProcess(8, 5, true))).isEmpty();
        assertThat(table.instances()).isEqualTo(Set.of(WEB));
    }

    @Test
    void aLineOfProcIsReadWhateverTheNameIs() {
        var entry =
                ProcessEntry.parse(
                        "42 (a (b) c) T 7 40 39 0 -1 4194304 91 77 0 0 11 12 13 14 20 0 1 0 139982"
                                + " 2654208 384\n");
        assertThat(entry)
                .isEqualTo(
                        new ProcessEntry(
                                42,
                                7,
                                39,
                                "a (b) c",
                                State.STOPPED,
                                50,
                                139_982,
                                Optional.empty()));
    }

    @Test
    void whoDoesNotRunIsAZombie() {
        assertThat(ProcessEntry.parse(line("Z")).state()).isEqualTo(State.ZOMBIE);
        assertThat(ProcessEntry.parse(line("S")).state()).isEqualTo(State.LIVE);
        assertThat(ProcessEntry.parse(line("D")).state()).isEqualTo(State.LIVE);
    }

    private static String line(String state) {
        return "42 (sh) " + state + " 7 40 39 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0";
    }

    @Test
    void bootsNoteNamesTheMainProcess() {
        assertThat(MainProcess.parse("12 345 namespace\n"))
                .contains(new MainProcess(12, 345, true));
        assertThat(MainProcess.parse("12 345 session\n")).contains(new MainProcess(12, 345, false));
    }

    @Test
    void anythingElseIsNoNote() {
        for (String note :
                List.of(
                        "",
                        "12",
                        "12 345",
                        "x 345 session",
                        "12 345 session more",
                        "99999999999 1 session",
                        "-1 5 session")) {
            assertThat(MainProcess.parse(note)).as(note).isEmpty();
        }
    }

    @Test
    void processorTimeGrowsEvenWhenAProcessTakesItsShareAway() {
        var meters = new CpuMeters();
        ProcessEntry first = process(7, 1, 7);
        ProcessEntry second = process(8, 1, 8);
        assertThat(meters.read(WEB, List.of(first, second))).isEqualTo(200_000_000L);
        assertThat(meters.read(WEB, List.of(first))).isEqualTo(200_000_000L);
        assertThat(meters.read(WEB, List.of(first, second))).isEqualTo(300_000_000L);
        meters.keepOnly(Set.of());
        assertThat(meters.read(WEB, List.of(first))).isEqualTo(100_000_000L);
    }

    @Test
    void locksOfInstancesNobodyWorksOnAreForgotten() {
        var locks = new InstanceLocks();
        String answer =
                locks.holding(
                        WEB,
                        () -> {
                            assertThat(locks.isHeld(WEB)).isTrue();
                            return locks.holding(WEB, () -> "done");
                        });
        assertThat(answer).isEqualTo("done");
        assertThat(locks.isHeld(WEB)).isFalse();
    }
}
