package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.model.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A driver that writes down what it is asked. It answers when the test does.
final class RecordingDriver implements InstanceDriver {
    private final List<String> asked = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Consumer<Outcome>> answers = new ArrayList<>();
    private final List<Consumer<Listing>> listings = new ArrayList<>();
    private boolean broken;

    /// Every request so far, in order: `launch i-...`, `zone us-east-1a off`.
    List<String> asked() {
        return asked;
    }

    List<Order> orders() {
        return orders;
    }

    /// How often a listing was asked for.
    int listingsAsked() {
        return listings.size();
    }

    /// Answers the nth request for an instance.
    void answer(int number, Outcome outcome) {
        answers.get(number).accept(outcome);
    }

    /// Answers the nth request for a listing.
    void list(int number, Listing listing) {
        listings.get(number).accept(listing);
    }

    /// From now on every request fails at once.
    void breakDown() {
        broken = true;
    }

    private void note(String request, Consumer<Outcome> whenDone) {
        asked.add(request);
        answers.add(whenDone);
        if (broken) {
            throw new IllegalStateException("the driver is broken");
        }
    }

    @Override
    public void launch(Order order, Consumer<Outcome> whenDone) {
        orders.add(order);
        note("launch " + order.id().value(), whenDone);
    }

    @Override
    public void start(InstanceId id, Consumer<Outcome> whenDone) {
        note("start " + id.value(), whenDone);
    }

    @Override
    public void stop(InstanceId id, Consumer<Outcome> whenDone) {
        note("stop " + id.value(), whenDone);
    }

    @Override
    public void hibernate(InstanceId id, Consumer<Outcome> whenDone) {
        note("hibernate " + id.value(), whenDone);
    }

    @Override
    public void reboot(InstanceId id, Consumer<Outcome> whenDone) {
        note("reboot " + id.value(), whenDone);
    }

    @Override
    public void terminate(InstanceId id, Consumer<Outcome> whenDone) {
        note("terminate " + id.value(), whenDone);
    }

    @Override
    public void list(Consumer<Listing> whenDone) {
        listings.add(whenDone);
    }

    @Override
    public Optional<ConsoleOutput> console(InstanceId id) {
        return Optional.empty();
    }

    @Override
    public void zoneReachable(String zone, boolean reachable) {
        asked.add("zone " + zone + (reachable ? " on" : " off"));
    }
}
