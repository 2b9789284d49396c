package dev.evenkeel.compute;

import static dev.evenkeel.compute.Orders.id;
import static dev.evenkeel.compute.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Outcome;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.model.InstanceId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every driver does, whatever its instances are made of.
public interface InstanceDriverContract {
    /// A user data script that stays in the foreground.
    String SERVICE = "#!/bin/sh\necho service is up\nexec sleep 1000\n";

    /// The driver under test. After [#restartDriver] it is another one on the same ground.
    InstanceDriver driver();

    /// Drops the driver as a crash of our process would, and opens a new one.
    void restartDriver() throws Exception;

    @Test
    default void aLaunchedInstanceIsListedAsRunning() throws Exception {
        launch(1);
        assertThat(list().instances()).containsOnlyKeys(id(1));
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void launchingTwiceIsLaunchingOnce() throws Exception {
        launch(1);
        launch(1);
        assertThat(list().instances()).containsOnlyKeys(id(1));
        awaitConsole(1, "service is up");
        assertThat(console(1)).containsOnlyOnce("service is up");
    }

    @Test
    default void launchingTwiceAtOnceIsLaunchingOnce() throws Exception {
        var first = new CompletableFuture<Outcome>();
        var second = new CompletableFuture<Outcome>();
        driver().launch(order(1, SERVICE), first::complete);
        driver().launch(order(1, SERVICE), second::complete);
        assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        assertThat(second.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        awaitConsole(1, "service is up");
        assertThat(console(1)).containsOnlyOnce("service is up");
    }

    @Test
    default void instancesOutliveTheDriver() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        restartDriver();
        assertThat(seen(1).running()).isTrue();
        launch(1);
        assertThat(console(1)).containsOnlyOnce("service is up");
    }

    @Test
    default void anInstanceStaysWhenItsUserDataHasEnded() throws Exception {
        done(driver -> driver::launch, order(1, "#!/bin/sh\necho hello\n"));
        awaitConsole(1, "user data is done");
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void anInstanceWithoutUserDataRuns() throws Exception {
        done(driver -> driver::launch, order(1, ""));
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void aTerminatedInstanceIsGoneFromTheListing() throws Exception {
        launch(1);
        launch(2);
        terminate(1);
        assertThat(list().instances()).containsOnlyKeys(id(2));
    }

    @Test
    default void terminatingWhatIsGoneIsDone() throws Exception {
        launch(1);
        terminate(1);
        terminate(1);
        terminate(7);
        assertThat(list().instances()).isEmpty();
    }

    @Test
    default void aStoppedInstanceIsListedAndStartsAgain() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        stop(1);
        assertThat(seen(1).running()).isFalse();
        stop(1);
        start(1);
        assertThat(seen(1).running()).isTrue();
        start(1);
        terminate(1);
    }

    @Test
    default void aStoppedInstanceIsNotLaunchedAgain() throws Exception {
        launch(1);
        stop(1);
        launch(1);
        assertThat(seen(1).running()).isFalse();
    }

    @Test
    default void aHibernatedInstanceGoesOnWhereItWas() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        hibernate(1);
        assertThat(seen(1).running()).isFalse();
        hibernate(1);
        restartDriver();
        assertThat(seen(1).running()).isFalse();
        start(1);
        assertThat(seen(1).running()).isTrue();
        assertThat(console(1)).containsOnlyOnce("service is up");
    }

    @Test
    default void aHibernatedInstanceCanBeStoppedAndTerminated() throws Exception {
        launch(1);
        hibernate(1);
        stop(1);
        start(1);
        assertThat(seen(1).running()).as("a stop ends the hibernation").isTrue();
        hibernate(1);
        terminate(1);
        assertThat(list().instances()).isEmpty();
    }

    @Test
    default void aHibernatedInstanceStaysSoWhileItsZoneComesAndGoes() throws Exception {
        launch(1);
        hibernate(1);
        driver().zoneReachable(Orders.ZONE, false);
        assertThat(ask(driver -> driver::start, id(1))).isInstanceOf(Outcome.Refused.class);
        driver().zoneReachable(Orders.ZONE, true);
        assertThat(seen(1).running()).isFalse();
        start(1);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void whatIsStoppedCannotBeHibernated() throws Exception {
        launch(1);
        stop(1);
        hibernate(1);
        assertThat(seen(1).running()).isFalse();
        start(1);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void aRebootedInstanceRunsItsUserDataAgain() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        done(driver -> driver::reboot, id(1));
        Eventually.so("it said it twice", () -> console(1).split("service is up", -1).length == 3);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void aRebootingInstanceIsListedAsRunning() throws Exception {
        launch(1);
        awaitConsole(1, "service is up");
        var rebooted = new CompletableFuture<Outcome>();
        driver().reboot(id(1), rebooted::complete);
        while (!rebooted.isDone()) {
            assertThat(seen(1).running()).isTrue();
        }
        assertThat(rebooted).isCompletedWithValueMatching(Outcome.Done.class::isInstance);
        assertThat(seen(1).running()).isTrue();
    }

    @Test
    default void whatWasNeverLaunchedCannotBeStarted() throws Exception {
        assertThat(ask(driver -> driver::start, id(9)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo("InvalidInstanceID.NotFound"));
        assertThat(ask(driver -> driver::reboot, id(9))).isInstanceOf(Outcome.Refused.class);
        assertThat(list().instances()).isEmpty();
    }

    @Test
    default void userDataThatIsNotBase64IsRefused() throws Exception {
        Outcome outcome =
                ask(driver -> driver::launch, Orders.encoded(Orders.ZONE, 1, "%%%=not base64"));
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Refused(
                                "InvalidParameterValue",
                                "Invalid BASE64 encoding of user data.",
                                false));
        assertThat(list().instances()).isEmpty();
    }

    @Test
    default void longUserDataIsRefused() throws Exception {
        assertThat(ask(driver -> driver::launch, order(1, "#!/bin/sh\n" + "#".repeat(16_384))))
                .isEqualTo(
                        new Outcome.Refused(
                                "InvalidParameterValue",
                                "User data is limited to 16384 bytes",
                                false));
    }

    @Test
    default void nothingIsLaunchedInAZoneThatIsOff() throws Exception {
        driver().zoneReachable(Orders.ZONE, false);
        assertThat(ask(driver -> driver::launch, order(1, SERVICE)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("InsufficientInstanceCapacity");
                            assertThat(refused.mayRetry()).isTrue();
                        });
        done(driver -> driver::launch, Orders.in("us-east-1b", 2, SERVICE));
        driver().zoneReachable(Orders.ZONE, true);
        launch(1);
    }

    @Test
    default void whatIsSaidLastAboutAZoneHolds() throws Exception {
        for (int i = 0; i < 10; i++) {
            driver().zoneReachable(Orders.ZONE, false);
            driver().zoneReachable(Orders.ZONE, true);
        }
        launch(1);
        awaitConsole(1, "service is up");
    }

    @Test
    default void instancesInAZoneThatIsOffCanBeTerminated() throws Exception {
        launch(1);
        driver().zoneReachable(Orders.ZONE, false);
        terminate(1);
        assertThat(list().instances()).isEmpty();
    }

    @Test
    default void workShowsAsProcessorTimeThatOnlyGrows() throws Exception {
        done(driver -> driver::launch, order(1, "#!/bin/sh\nwhile :; do :; done\n"));
        Eventually.so("it has used a tenth of a second", () -> seen(1).cpuNanos() > 100_000_000L);
        long before = seen(1).cpuNanos();
        Eventually.so("it uses more", () -> seen(1).cpuNanos() > before);
    }

    @Test
    default void thereIsNoConsoleOfAnInstanceThatIsNotThere() {
        assertThat(driver().console(id(5))).isEmpty();
    }

    /// A call of the driver, picked by a test.
    interface Call<A> {
        void make(A argument, Consumer<Outcome> whenDone);
    }

    /// Picks a call.
    interface Pick<A> {
        Call<A> of(InstanceDriver driver);
    }

    default <A> Outcome ask(Pick<A> call, A argument) throws Exception {
        var answer = new CompletableFuture<Outcome>();
        call.of(driver()).make(argument, answer::complete);
        return answer.get(60, TimeUnit.SECONDS);
    }

    default <A> void done(Pick<A> call, A argument) throws Exception {
        assertThat(ask(call, argument)).isEqualTo(new Outcome.Done());
    }

    default void launch(int number) throws Exception {
        done(driver -> driver::launch, order(number, SERVICE));
    }

    default void start(int number) throws Exception {
        done(driver -> driver::start, id(number));
    }

    default void stop(int number) throws Exception {
        done(driver -> driver::stop, id(number));
    }

    default void hibernate(int number) throws Exception {
        done(driver -> driver::hibernate, id(number));
    }

    default void terminate(int number) throws Exception {
        done(driver -> driver::terminate, id(number));
    }

    default Listing list() throws Exception {
        var answer = new CompletableFuture<Listing>();
        driver().list(answer::complete);
        return answer.get(60, TimeUnit.SECONDS);
    }

    default Seen seen(int number) throws Exception {
        InstanceId id = id(number);
        return java.util.Objects.requireNonNull(list().instances().get(id), "not listed: " + id);
    }

    default String console(int number) {
        return driver().console(id(number)).map(InstanceDriver.ConsoleOutput::text).orElse("");
    }

    default void awaitConsole(int number, String text) throws Exception {
        Eventually.so("console says " + text, () -> console(number).contains(text));
    }
}
