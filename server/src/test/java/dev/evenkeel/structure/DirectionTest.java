package dev.evenkeel.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The map of who may know whom. Think hard before you change it: a new arrow is a decision, not a
/// fix.
class DirectionTest {
    private static final String ROOT = "dev.evenkeel";
    private static final JavaClasses PRODUCT = Product.CLASSES;

    /// Each room and the rooms it may know. The root package, where `Main` wires everything, knows
    /// them all.
    private static final Map<String, Set<String>> MAY_KNOW =
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("decide", Set.of("model")),
                    Map.entry("sys", Set.of("model")),
                    Map.entry("state", Set.of("model", "sys")),
                    Map.entry("metric", Set.of("model", "decide", "sys")),
                    Map.entry("probe", Set.of("model", "decide", "sys")),
                    Map.entry("compute", Set.of("model", "sys")),
                    Map.entry("function", Set.of("model", "sys")),
                    Map.entry("notify", Set.of("model", "sys")),
                    Map.entry(
                            "control",
                            Set.of(
                                    "model",
                                    "decide",
                                    "state",
                                    "metric",
                                    "probe",
                                    "compute",
                                    "function",
                                    "sys")),
                    Map.entry("api", Set.of("model", "decide", "state", "sys", "wire")),
                    Map.entry("proxy", Set.of("model", "decide", "sys")),
                    Map.entry("explain", Set.of("model", "decide", "proxy")),
                    Map.entry("dns", Set.of("model", "decide", "sys")),
                    Map.entry("cli", Set.of("model", "sys")),
                    Map.entry("demo", Set.of("model", "sys", "cli")),
                    Map.entry(
                            "simulate",
                            Set.of(
                                    "model",
                                    "decide",
                                    "state",
                                    "metric",
                                    "compute",
                                    "function",
                                    "control",
                                    "api",
                                    "wire",
                                    "sys",
                                    "cli")),
                    Map.entry("sample", Set.of("sys")));

    /// The rooms' real implementations of their ports: only `Main` may pick one.
    private static final List<String> ADAPTERS =
            List.of("state.sqlite", "metric.sqlite", "compute.process", "function.process");

    @Test
    void everyPackageBelongsToARoomOfTheMap() {
        Set<String> strangers = new TreeSet<>();
        for (JavaClass type : PRODUCT) {
            String room = room(type);
            if (!room.isEmpty() && !MAY_KNOW.containsKey(room)) {
                strangers.add(type.getPackageName());
            }
        }
        assertThat(strangers).as("packages in no room of the map").isEmpty();
    }

    @Test
    void roomsKnowOnlyTheRoomsTheyMay() {
        MAY_KNOW.forEach((room, known) -> {
            Set<String> forbidden = new TreeSet<>(MAY_KNOW.keySet());
            forbidden.add("wire");
            forbidden.removeAll(known);
            forbidden.remove(room);
            noClasses()
                    .that()
                    .resideInAPackage(inside(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(forbidden))
                    .allowEmptyShould(true)
                    .check(PRODUCT);
        });
    }

    @Test
    void onlyMainPicksAnAdapter() {
        for (String adapter : ADAPTERS) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(inside(adapter), ROOT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(inside(adapter))
                    .allowEmptyShould(true)
                    .check(PRODUCT);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : PRODUCT) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked).as("packages without @NullMarked in a package-info").isEmpty();
    }

    private static String room(JavaClass type) {
        String inside = type.getPackageName().substring(ROOT.length());
        return inside.isEmpty() ? "" : inside.split("\\.", 3)[1];
    }

    private static String inside(String room) {
        return ROOT + "." + room + "..";
    }

    /// The root package is out of bounds for every room, as `Main` stands above them all.
    private static String[] packages(Set<String> rooms) {
        Set<String> packages = new TreeSet<>(Set.of(ROOT));
        rooms.forEach(room -> packages.add(inside(room)));
        return packages.toArray(String[]::new);
    }
}
