package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Loops;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// No request is lost while the world changes. Clients ask without a pause; every change waits
/// until they went on.
class UnderLoadTest {
    private static final int CLIENTS = 4;
    private final Rig rig;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    UnderLoadTest() throws IOException {
        rig = new Rig(Loops.open(2));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void targetsComeAndGo() throws Exception {
        rig.targets("a", "b", "c");
        var clients = load();
        for (int turn = 0; turn < 12; turn++) {
            int index = turn % 3;
            var target = rig.registered(index);
            rig.fleet.put(target.draining(Instant.MAX));
            rig.apply();
            moreAnswers(20);
            rig.fleet.put(target);
            rig.apply();
            moreAnswers(20);
        }
        end(clients);
        assertThat(failures).isEmpty();
        assertThat(rig.counted(Counter.ELB_5XX)).isZero();
    }

    @Test
    void healthFlips() throws Exception {
        rig.targets("a", "b", "c");
        var clients = load();
        for (int turn = 0; turn < 12; turn++) {
            var ref = rig.registered(turn % 3).ref();
            rig.fleet.unhealthy(ref);
            rig.apply();
            moreAnswers(10);
            rig.fleet.healthy(ref);
            rig.apply();
        }
        end(clients);
        assertThat(failures).isEmpty();
    }

    @Test
    void rulesAndAttributesChange() throws Exception {
        rig.targets("a", "b");
        var clients = load();
        for (int turn = 0; turn < 20; turn++) {
            rig.with(Map.of("routing.http.xff_client_port.enabled", String.valueOf(turn % 2 == 0)))
                    .rule(
                            new Condition.PathPattern(List.of("/other" + turn)),
                            new Action.FixedResponse(200, "text/plain", "other"))
                    .apply();
            moreAnswers(10);
        }
        end(clients);
        assertThat(failures).isEmpty();
        assertThat(rig.counted(Counter.NEW_CONNECTIONS)).isEqualTo(CLIENTS);
    }

    private List<Thread> load() {
        var clients = new ArrayList<Thread>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(Thread.ofVirtual().start(this::ask));
        }
        return clients;
    }

    private void ask() {
        try (var client = rig.client()) {
            while (over.getCount() > 0) {
                int status = client.get("/").status();
                if (status != 200) {
                    fail("status " + status);
                }
                answered.incrementAndGet();
            }
        } catch (IOException failed) {
            fail(failed.toString());
        }
    }

    private void fail(String why) {
        synchronized (failures) {
            failures.add(why);
        }
        over.countDown();
    }

    /// Waits until the clients got so many more answers.
    private void moreAnswers(int count) {
        int until = answered.get() + count;
        while (answered.get() < until && over.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private void end(List<Thread> clients) throws InterruptedException {
        over.countDown();
        for (Thread client : clients) {
            client.join();
        }
    }
}
