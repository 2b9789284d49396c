package dev.evenkeel.compute.process;

import static dev.evenkeel.compute.Orders.id;
import static dev.evenkeel.compute.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Eventually;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.compute.InstanceDriverContract;
import dev.evenkeel.compute.Orders;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What instances made of processes do, in whatever they are contained.
interface ProcessDriverContract extends InstanceDriverContract {
    /// A user data script that leaves a child in a session of its own behind and ends.
    String DAEMON = "#!/bin/sh\nsetsid sleep 1000 &\necho daemon is up\n";

    Ground ground();

    @Override
    default ProcessDriver driver() {
        return ground().driver;
    }

    @Override
    default void restartDriver() throws Exception {
        ground().restartDriver();
    }

    @Test
    default void aDaemonEndsWithItsInstance() throws Exception {
        done(driver -> driver::launch, order(1, DAEMON));
        awaitConsole(1, "user data is done");
        Eventually.so("its daemon is up", () -> !sleepers().isEmpty());
        terminate(1);
        assertThat(ground().processes()).isEmpty();
        assertThat(ground().exists(id(1))).isFalse();
        assertThat(ground().attached).isEmpty();
    }

    @Test
    default void aKilledInstanceIsNoLongerRunningAndLeavesNothingBehind() throws Exception {
        done(driver -> driver::launch, order(1, DAEMON));
        awaitConsole(1, "user data is done");
        int main = driver().mainProcess(id(1)).orElseThrow();
        ProcessHandle.of(main).orElseThrow().destroyForcibly();
        Eventually.so("it does not run", () -> !seen(1).running());
        Eventually.so("its daemon is gone", () -> ground().processes().isEmpty());
        assertThat(driver().mainProcess(id(1))).isEmpty();
        launch(1);
        assertThat(seen(1).running()).as("a killed machine does not come back").isFalse();
    }

    @Test
    default void aDaemonIsFoundByTheNextDriver() throws Exception {
        done(driver -> driver::launch, order(1, DAEMON));
        awaitConsole(1, "user data is done");
        restartDriver();
        assertThat(ground().attached).containsExactly(id(1));
        terminate(1);
        assertThat(ground().processes()).isEmpty();
    }

    @Test
    default void aProcessThatIgnoresSigtermIsKilledAfterTheGrace() throws Exception {
        done(
                driver -> driver::launch,
                order(1, "#!/bin/sh\ntrap '' TERM\necho deaf\nsleep 1000\n"));
        awaitConsole(1, "deaf");
        stop(1);
        assertThat(ground().processes()).isEmpty();
    }

    @Test
    default void aServiceMayFinishWhatItDoesBeforeAStop() throws Exception {
        done(
                driver -> driver::launch,
                order(
                        1,
                        """
                        #!/bin/sh
                        trap 'echo finished in order; exit 0' TERM
                        echo ready
                        while :; do sleep 0.01; done
                        """));
        awaitConsole(1, "ready");
        stop(1);
        assertThat(console(1)).contains("finished in order");
    }

    @Test
    default void itsDirectoryOutlivesAStop() throws Exception {
        done(
                driver -> driver::launch,
                order(
                        1,
                        """
                        #!/bin/sh
                        date >>"$HOME/boots"
                        echo boot $(wc -l <"$HOME/boots") at "$EVENKEEL_ADDRESS"
                        """));
        awaitConsole(1, "boot 1 at 127.31.15.1");
        stop(1);
        start(1);
        awaitConsole(1, "boot 2 at 127.31.15.1");
    }

    @Test
    default void anInstanceKnowsWhoItIs() throws Exception {
        done(
                driver -> driver::launch,
                order(
                        1,
                        """
                        #!/bin/sh
                        echo "$EVENKEEL_INSTANCE_ID $EVENKEEL_ZONE $AWS_REGION $AWS_DEFAULT_REGION"
                        echo "$AWS_EC2_METADATA_SERVICE_ENDPOINT"
                        echo "command: $(say-hello again)"
                        [ "$PWD" = "$HOME" ] && echo at home
                        """));
        awaitConsole(1, "user data is done");
        assertThat(console(1))
                .contains(id(1) + " us-east-1a us-east-1 us-east-1")
                .contains("http://127.30.15.1:1338")
                .contains("command: hello from it's a command again")
                .contains("at home");
    }

    @Test
    default void cloudConfigWritesItsFilesOnceAndRunsItsCommandsAtEveryBoot() throws Exception {
        done(
                driver -> driver::launch,
                order(
                        1,
                        """
                        #cloud-config
                        write_files:
                          - path: /etc/greeting
                            content: good morning
                        runcmd:
                          - cat etc/greeting; echo
                          - [sh, -c, 'echo good evening >etc/greeting']
                        """));
        awaitConsole(1, "user data is done");
        assertThat(console(1)).contains("good morning");
        done(driver -> driver::reboot, id(1));
        awaitConsole(1, "good evening");
    }

    @Test
    default void processesInAZoneThatIsOffAreFrozen() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        driver().zoneReachable(Orders.ZONE, false);
        Eventually.so(
                "all are stopped",
                () -> states().stream().allMatch(ProcessEntry.State.STOPPED::equals));
        restartDriver();
        assertThat(seen(1).running()).isTrue();
        assertThat(ask(driver -> driver::launch, order(2, SERVICE)))
                .isInstanceOf(Outcome.Refused.class);
        driver().zoneReachable(Orders.ZONE, true);
        Eventually.so(
                "all go on", () -> states().stream().allMatch(ProcessEntry.State.LIVE::equals));
    }

    @Test
    default void aHibernatedInstanceIsFrozenUntilItIsStarted() throws Exception {
        done(driver -> driver::launch, order(1, DAEMON));
        awaitConsole(1, "user data is done");
        Eventually.so("its daemon is up", () -> !sleepers().isEmpty());
        List<Integer> before = pids();
        hibernate(1);
        assertThat(states()).isNotEmpty().containsOnly(ProcessEntry.State.STOPPED);
        driver().zoneReachable(Orders.ZONE, false);
        driver().zoneReachable(Orders.ZONE, true);
        list();
        assertThat(states()).isNotEmpty().containsOnly(ProcessEntry.State.STOPPED);
        restartDriver();
        start(1);
        Eventually.so(
                "all go on", () -> states().stream().allMatch(ProcessEntry.State.LIVE::equals));
        assertThat(pids()).as("nothing was started anew").containsExactlyElementsOf(before);
    }

    @Test
    default void whatIsKilledInHibernationIsStartedAnew() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        hibernate(1);
        int main = driver().mainProcess(id(1)).orElseThrow();
        ProcessHandle.of(main).orElseThrow().destroyForcibly();
        Eventually.so("it is swept", () -> !seen(1).running() && ground().processes().isEmpty());
        start(1);
        Eventually.so("it booted", () -> console(1).split("service is up", -1).length == 3);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void garbageAmongTheInstancesIsLeftAlone() throws Exception {
        Path instances = Files.createDirectories(ground().directory(id(1))).resolveSibling(".");
        Files.createFile(instances.resolve("i-notes"));
        Files.createFile(instances.resolve(id(2).value()));
        Files.createDirectory(instances.resolve("lost+found"));
        Files.writeString(ground().directory(id(1)).resolve("identity"), "account=zero\n");
        Files.writeString(ground().directory(id(1)).resolve("pid"), "1 1 session\n");
        assertThat(list().instances()).containsOnlyKeys(id(1));
        assertThat(seen(1).running()).isFalse();
        terminate(1);
        assertThat(list().instances()).isEmpty();
        assertThat(instances.resolve("lost+found")).exists();
        Files.delete(instances.resolve(id(2).value()));
    }

    @Test
    default void anInstanceWhoseDirectoryIsLostIsEnded() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        new InstanceDirectory(id(1), ground().directory(id(1))).delete();
        assertThat(list().instances()).isEmpty();
        Eventually.so("nothing runs", () -> ground().processes().isEmpty());
    }

    @Test
    default void anInstanceWhoseIdentityIsLostRunsUntilItIsTerminated() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        Files.delete(ground().directory(id(1)).resolve("identity"));
        assertThat(seen(1).running()).isTrue();
        terminate(1);
        assertThat(ground().processes()).isEmpty();
    }

    @Test
    default void anOrderThatWasNotedButNeverStartedIsLaunched() throws Exception {
        new InstanceDirectory(id(1), ground().directory(id(1)))
                .write(Identity.of(order(1, SERVICE)));
        assertThat(seen(1).running()).isFalse();
        launch(1);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void theMachineHasAnEnd() throws Exception {
        for (int i = 1; i <= Ground.LIMITS.instances(); i++) {
            new InstanceDirectory(id(i), ground().directory(id(i)))
                    .write(Identity.of(order(i, "")));
        }
        assertThat(ask(driver -> driver::launch, order(99, "")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("InstanceLimitExceeded"));
    }

    @Test
    default void aLongConsoleKeepsItsEnd() throws Exception {
        done(driver -> driver::launch, order(1, "#!/bin/sh\nseq 100000\necho the end\n"));
        awaitConsole(1, "user data is done");
        assertThat(console(1)).hasSize(Ground.LIMITS.consoleBytes()).contains("the end");
        list();
        assertThat(Files.size(ground().directory(id(1)).resolve("console.log")))
                .isLessThanOrEqualTo(4L * Ground.LIMITS.consoleBytes());
        assertThat(console(1)).contains("the end");
    }

    @Test
    default void trafficAtItsAddressIsCounted() throws Exception {
        launch(1);
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.31.15.1"));
                var client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(new byte[1_000]);
            accepted.getOutputStream().write(new byte[5_000]);
            accepted.getInputStream().readNBytes(1_000);
            client.getInputStream().readNBytes(5_000);
            Eventually.so("the answer is acknowledged", () -> seen(1).networkOutBytes() == 5_000);
            assertThat(seen(1).networkInBytes()).isEqualTo(1_000);
            client.getOutputStream().write(new byte[234]);
            Eventually.so("more came in", () -> seen(1).networkInBytes() == 1_234);
        }
        assertThat(seen(1).networkInBytes()).isEqualTo(1_234);
    }

    @Test
    default void manyAreLaunchedAndEndedAtOnce() throws Exception {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            var answer = new CompletableFuture<Outcome>();
            driver().launch(order(i, SERVICE), answer::complete);
            answers.add(answer);
        }
        for (CompletableFuture<Outcome> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(new Outcome.Done());
        }
        assertThat(list().instances().values()).hasSize(15).allMatch(seen -> seen.running());
        for (int i = 1; i <= 15; i++) {
            awaitConsole(i, "service is up");
        }
    }

    private List<ProcessEntry> sleepers() throws Exception {
        return ground().processes().stream().filter(p -> p.name().equals("sleep")).toList();
    }

    private List<Integer> pids() throws Exception {
        return ground().processes().stream().map(ProcessEntry::pid).sorted().toList();
    }

    private List<ProcessEntry.State> states() throws Exception {
        return ground().processes().stream().map(ProcessEntry::state).toList();
    }
}
