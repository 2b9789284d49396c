package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.model.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// Listings are asked for one at a time, may be lost, and may come in the wrong order.
class ListingsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Limits.DEFAULTS.listingPatience();
    private static final InstanceId WEB = new InstanceId("i-00000000000000001");
    private static final InstanceId API = new InstanceId("i-00000000000000002");

    private final RecordingDriver driver = new RecordingDriver();
    private final List<String> woken = new ArrayList<>();
    private final Listings listings = listings(Runnable::run);

    private Listings listings(Executor loop) {
        return new Listings(driver, loop, () -> woken.add("woken"), Limits.DEFAULTS);
    }

    private static Listing at(int second, InstanceId... running) {
        var seen = new TreeMap<InstanceId, Seen>();
        for (InstanceId id : running) {
            seen.put(id, new Seen(true, second, 0, 0));
        }
        return new Listing(START.plusSeconds(second), seen);
    }

    private static Listing stopped(int second, InstanceId id) {
        var seen = new TreeMap<InstanceId, Seen>();
        seen.put(id, new Seen(false, 0, 0, 0));
        return new Listing(START.plusSeconds(second), seen);
    }

    /// The next listing is asked for and comes.
    private void comes(Listing listing) {
        listings.refresh(START);
        driver.list(driver.listingsAsked() - 1, listing);
    }

    @Test
    void thereIsNoneBeforeTheFirst() {
        assertThat(listings.latest()).isEmpty();
        assertThat(listings.takeNew()).isEmpty();
    }

    @Test
    void oneIsOnItsWayAtATime() {
        listings.refresh(START);
        listings.refresh(START);
        listings.refresh(START.plus(PATIENCE).minusMillis(1));
        assertThat(driver.listingsAsked()).isEqualTo(1);
    }

    @Test
    void theNextIsAskedForOnceItCame() {
        comes(at(0, WEB));
        listings.refresh(START);
        assertThat(driver.listingsAsked()).isEqualTo(2);
    }

    @Test
    void oneThatDoesNotComeIsAskedForAgain() {
        listings.refresh(START);
        listings.refresh(START.plus(PATIENCE));
        assertThat(driver.listingsAsked()).isEqualTo(2);
    }

    @Test
    void oneThatComesLateIsStillGood() {
        listings.refresh(START);
        listings.refresh(START.plus(PATIENCE));
        driver.list(0, at(1, WEB));
        assertThat(listings.latest()).contains(at(1, WEB));
        driver.list(1, at(11, WEB, API));
        assertThat(listings.latest()).contains(at(11, WEB, API));
    }

    @Test
    void anOlderOneNeverReplacesAYounger() {
        listings.refresh(START);
        listings.refresh(START.plus(PATIENCE));
        driver.list(1, at(11, WEB));
        driver.list(0, at(1, WEB, API));
        assertThat(listings.latest()).contains(at(11, WEB));
    }

    @Test
    void oneOfTheSameMomentIsNoNews() {
        comes(at(1, WEB));
        assertThat(listings.takeNew()).isPresent();
        comes(at(1, WEB, API));
        assertThat(listings.takeNew()).isEmpty();
        assertThat(listings.latest()).contains(at(1, WEB));
    }

    @Test
    void aNewOneIsTakenOnce() {
        comes(at(1, WEB));
        assertThat(listings.takeNew()).contains(at(1, WEB));
        assertThat(listings.takeNew()).isEmpty();
        assertThat(listings.latest()).contains(at(1, WEB));
        comes(at(2, WEB));
        assertThat(listings.takeNew()).contains(at(2, WEB));
    }

    @Test
    void theFirstOneWakesTheControlPlaneEvenIfItIsEmpty() {
        comes(at(1));
        assertThat(woken).hasSize(1);
    }

    @Test
    void oneThatShowsTheSameMayWaitThoughItsCountersMovedOn() {
        comes(at(1, WEB));
        comes(at(2, WEB));
        assertThat(woken).hasSize(1);
        assertThat(listings.takeNew()).contains(at(2, WEB));
    }

    @Test
    void whateverChangedWakesTheControlPlane() {
        comes(at(1, WEB));
        comes(at(2, WEB, API));
        assertThat(woken).as("one more").hasSize(2);
        comes(at(3, API));
        assertThat(woken).as("one less").hasSize(3);
        comes(stopped(4, API));
        assertThat(woken).as("one stopped").hasSize(4);
        comes(stopped(5, WEB));
        assertThat(woken).as("another one instead").hasSize(5);
    }

    @Test
    void followersHearOfEveryOneThatIsKept() {
        var heard = new ArrayList<Listing>();
        listings.follow(heard::add);
        comes(at(2, WEB));
        comes(at(1, WEB, API));
        comes(at(3, WEB));
        assertThat(heard).containsExactly(at(2, WEB), at(3, WEB));
    }

    @Test
    void oneThatFindsNoRoomIsAsGoodAsLost() {
        Listings crowded =
                listings(_ -> {
                    throw new RejectedExecutionException("too many tasks");
                });
        crowded.refresh(START);
        driver.list(0, at(0, WEB));
        assertThat(crowded.latest()).isEmpty();
        crowded.refresh(START.plusSeconds(1));
        assertThat(driver.listingsAsked()).isEqualTo(1);
        crowded.refresh(START.plus(PATIENCE));
        assertThat(driver.listingsAsked()).isEqualTo(2);
    }
}
