package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthConsensus;
import dev.evenkeel.decide.HealthVerdict;
import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.sys.Timers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A target under watch: what each node that asks it found so far, and what that adds up to. Lives
/// on the prober's event loop.
final class Watch {
    private final TargetRef target;
    private final Surroundings surroundings;
    private final SortedMap<NodeRef, View> views = new TreeMap<>();
    private TargetHealth told = TargetHealth.INITIAL;
    private InetSocketAddress address;

    /// Who asks, when, and who is told what of it.
    record Surroundings(
            Timers timers, RandomGenerator random, Inquiry inquiry, Verdicts verdicts) {}

    /// Makes one check, and tells its result once.
    interface Inquiry {
        void ask(Check check, Consumer<CheckResult> listener);
    }

    /// Hears a new verdict, or that nothing is known any more.
    interface Verdicts {
        void tell(TargetRef target, Optional<TargetHealth> verdict);
    }

    Watch(TargetRef target, Surroundings surroundings, InetSocketAddress address) {
        this.target = target;
        this.surroundings = surroundings;
        this.address = address;
    }

    /// Has these nodes ask from now on, none else. Whoever is new asks for the first time at a
    /// random moment `within` that time.
    void use(List<Check> checks, Duration within) {
        if (!address.equals(checks.getFirst().address())) {
            startOver(checks.getFirst().address());
        }
        views.values().removeIf(view -> view.stopUnless(checks));
        for (Check check : checks) {
            View known = views.get(check.node());
            if (known == null) {
                views.put(check.node(), new View(check, within));
            } else {
                known.use(check, within);
            }
        }
        tell();
    }

    /// It moved: what was known was about another place.
    private void startOver(InetSocketAddress next) {
        stop();
        views.clear();
        address = next;
        told = TargetHealth.INITIAL;
        surroundings.verdicts().tell(target, Optional.empty());
    }

    /// How many nodes ask it.
    int size() {
        return views.size();
    }

    void stop() {
        views.values().forEach(View::stop);
    }

    private void tell() {
        var found = new TreeMap<NodeRef, TargetHealth>();
        views.forEach((node, view) -> found.put(node, view.verdict.health()));
        TargetHealth now = HealthConsensus.of(found);
        if (!now.equals(told)) {
            told = now;
            surroundings.verdicts().tell(target, Optional.of(now));
        }
    }

    /// One node's checks of the target, and its verdict so far.
    private final class View {
        private Check check;
        private HealthVerdict verdict = HealthVerdict.NONE;
        private Timers.Timer next;
        private boolean asking;
        private boolean stopped;

        View(Check check, Duration within) {
            this.check = check;
            this.next = first(within);
        }

        private Timers.Timer first(Duration within) {
            return surroundings.timers().after(upTo(within), this::firstTick);
        }

        /// The second check comes early by a random part of half the interval, so that targets that
        /// were registered together are not asked together for ever.
        private void firstTick() {
            Duration interval = check.terms().interval();
            Duration early = upTo(interval.dividedBy(2));
            next = surroundings.timers().after(interval.minus(early), this::tick);
            ask();
        }

        private void tick() {
            next = surroundings.timers().after(check.terms().interval(), this::tick);
            ask();
        }

        private Duration upTo(Duration limit) {
            long nanos = Math.max(1, limit.toNanos());
            return Duration.ofNanos(surroundings.random().nextLong(nanos));
        }

        /// An answer that is still awaited is not asked for twice.
        private void ask() {
            if (!asking) {
                asking = true;
                surroundings.inquiry().ask(check, this::hear);
            }
        }

        private void hear(CheckResult result) {
            asking = false;
            if (stopped) {
                return;
            }
            TargetHealth before = verdict.health();
            verdict = verdict.after(result, check.terms().thresholds());
            if (!verdict.health().equals(before)) {
                tell();
            }
        }

        void use(Check changed, Duration within) {
            Check before = check;
            check = changed;
            if (!before.terms().interval().equals(changed.terms().interval())) {
                next.cancel();
                next = first(within);
            }
        }

        boolean stopUnless(List<Check> checks) {
            boolean gone = checks.stream().noneMatch(each -> each.node().equals(check.node()));
            if (gone) {
                stop();
            }
            return gone;
        }

        void stop() {
            stopped = true;
            next.cancel();
        }
    }
}
