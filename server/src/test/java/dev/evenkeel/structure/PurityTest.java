package dev.evenkeel.structure;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Time, threads and randomness come from `sys`, so that a simulation can replay everything else
/// from a seed.
class PurityTest {
    private static final JavaClasses PRODUCT = Product.CLASSES;

    /// Each class of the JDK and its calls that only `sys` makes; no calls named means every one,
    /// also its making.
    private static final Map<String, Set<String>> FORBIDDEN =
            Map.ofEntries(
                    Map.entry("java.time.Instant", Set.of("now")),
                    Map.entry("java.time.LocalDate", Set.of("now")),
                    Map.entry("java.time.LocalDateTime", Set.of("now")),
                    Map.entry("java.time.OffsetDateTime", Set.of("now")),
                    Map.entry("java.time.ZonedDateTime", Set.of("now")),
                    Map.entry(
                            "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system")),
                    Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
                    Map.entry(
                            "java.lang.Thread",
                            Set.of(
                                    "<init>",
                                    "sleep",
                                    "ofVirtual",
                                    "ofPlatform",
                                    "startVirtualThread")),
                    Map.entry("java.util.concurrent.Executors", Set.of()),
                    Map.entry(
                            "java.util.concurrent.CompletableFuture",
                            Set.of("runAsync", "supplyAsync")),
                    Map.entry("java.util.Timer", Set.of()),
                    Map.entry("java.lang.Math", Set.of("random")),
                    Map.entry("java.util.Random", Set.of("<init>")),
                    Map.entry("java.security.SecureRandom", Set.of("<init>", "getInstanceStrong")),
                    Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of()),
                    Map.entry("java.util.UUID", Set.of("randomUUID")));

    @Test
    void onlySysReadsTheClockStartsThreadsOrRollsDice() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.evenkeel.sys..")
                .should()
                .callCodeUnitWhere(are(forbidden()))
                .because("time, threads and randomness are ports of dev.evenkeel.sys")
                .check(PRODUCT);
    }

    private static DescribedPredicate<JavaCall<?>> forbidden() {
        return DescribedPredicate.describe(
                "a clock, a thread or dice", call -> isForbidden(call.getTarget()));
    }

    private static boolean isForbidden(CodeUnitCallTarget target) {
        Set<String> calls = FORBIDDEN.get(target.getOwner().getName());
        return calls != null && (calls.isEmpty() || calls.contains(target.getName()));
    }
}
