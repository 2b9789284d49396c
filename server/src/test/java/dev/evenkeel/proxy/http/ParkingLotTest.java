package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.net.Idleness;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Where requests wait for a first target.
class ParkingLotTest {
    private static final int TICKS_PER_SECOND = 4;
    private static final PoolOptions PARKS =
            PoolOptions.of(Attributes.of(Map.of("x.park.seconds", "5")));
    private final Idleness idleness = new Idleness();
    private final ParkingLot lot = new ParkingLot(idleness, new ParkingLot.Limits(3, 100));
    private final List<String> told = new ArrayList<>();
    private final TargetPool empty = pool("web");

    private static TargetPool pool(String group) {
        var node =
                new Node(
                        Node.Kind.APPLICATION,
                        new Scope("000000000000", "us-east-1"),
                        "web",
                        "us-east-1a",
                        "web");
        return TargetPool.of(node, group, PARKS, members(List.of()));
    }

    private static TargetPool.Membership members(List<Endpoint> all) {
        return new TargetPool.Membership(all, all, all, false, TargetPool.Severing.NONE);
    }

    private static TargetPool filled(TargetPool pool) {
        var ref = new TargetRef(pool.group(), "a", 80);
        var address = InetSocketAddress.createUnresolved("a", 80);
        return pool.with(PARKS, members(List.of(new Endpoint(ref, "us-east-1a", address))));
    }

    private ParkingLot.Waiting request(String name) {
        return new ParkingLot.Waiting() {
            @Override
            public void goOn(TargetPool pool) {
                told.add(name + " goes on");
            }

            @Override
            public void giveUp() {
                told.add(name + " gives up");
            }
        };
    }

    private void seconds(int seconds) {
        for (int tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
            idleness.tick();
        }
    }

    @Test
    void aRequestGoesOnWithTheFirstTarget() {
        assertThat(lot.park(request("a"), empty, 10)).isNotNull();
        assertThat(lot.park(request("b"), pool("other"), 10)).isNotNull();
        lot.changed(List.of(filled(empty)));
        assertThat(told).containsExactly("a goes on");
        seconds(6);
        assertThat(told).containsExactly("a goes on", "b gives up");
    }

    @Test
    void itGivesUpInTheEnd() {
        lot.park(request("a"), empty, 10);
        seconds(5);
        assertThat(told).isEmpty();
        seconds(1);
        assertThat(told).containsExactly("a gives up");
        lot.changed(List.of(filled(empty)));
        assertThat(told).hasSize(1);
    }

    @Test
    void whoLeavesIsNotTold() {
        var place = Objects.requireNonNull(lot.park(request("a"), empty, 10));
        place.leave();
        place.leave();
        lot.changed(List.of(filled(empty)));
        seconds(10);
        assertThat(told).isEmpty();
    }

    @Test
    void placesAreLimited() {
        for (int i = 0; i < 3; i++) {
            assertThat(lot.park(request("a"), empty, 10)).isNotNull();
        }
        assertThat(lot.park(request("b"), empty, 10)).isNull();
        seconds(6);
        assertThat(lot.park(request("b"), empty, 10)).as("places are free again").isNotNull();
    }

    @Test
    void bytesAreLimited() {
        assertThat(lot.park(request("a"), empty, 60)).isNotNull();
        assertThat(lot.park(request("b"), empty, 60)).isNull();
        assertThat(lot.park(request("c"), empty, 40)).isNotNull();
    }

    @Test
    void theNewestVersionOfAPoolIsKnown() {
        TargetPool newer = filled(empty);
        lot.changed(List.of(newer, pool("other")));
        assertThat(lot.newest(empty)).isSameAs(newer);
        TargetPool strange = pool("strange");
        assertThat(lot.newest(strange)).isSameAs(strange);
    }
}
