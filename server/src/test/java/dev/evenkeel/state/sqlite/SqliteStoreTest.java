package dev.evenkeel.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.state.DataDirectoryInUse;
import dev.evenkeel.state.SampleResources;
import dev.evenkeel.state.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final Site SITE =
            Site.of(SampleResources.SCOPE, List.of("us-east-1a", "us-east-1b"), 80);
    private static final TargetRef TARGET = new TargetRef("group", "i-1", 80);

    @TempDir Path directory;

    private SqliteStore open() {
        return SqliteStore.open(directory, SITE);
    }

    private static List<Change> puts(Collection<? extends Resource> resources) {
        return resources.stream().<Change>map(Change.Put::new).toList();
    }

    private static ZoneOutage outage(String zone) {
        return new ZoneOutage(SampleResources.SCOPE, zone, Instant.EPOCH);
    }

    private static Optional<Resource> find(World world, Resource resource) {
        return world.in(resource.scope())
                .find(resource.getClass(), resource.id())
                .map(found -> found);
    }

    @Test
    void theSamplesCoverEveryKindOfResource() {
        List<String> covered =
                SampleResources.all().stream()
                        .map(resource -> resource.key().kind())
                        .distinct()
                        .toList();
        assertThat(Resource.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(covered);
    }

    @Test
    void everyKindOfResourceSurvivesARestartUnchanged() {
        try (var store = open()) {
            store.commit(puts(SampleResources.all()));
        }
        try (var store = open()) {
            for (Resource resource : SampleResources.all()) {
                assertThat(find(store.world(), resource)).contains(resource);
            }
        }
    }

    @Test
    void aLaterPutReplacesAndARemoveDeletes() {
        ZoneOutage later =
                new ZoneOutage(SampleResources.SCOPE, "us-east-1a", Instant.ofEpochSecond(9));
        try (var store = open()) {
            store.commit(puts(List.of(outage("us-east-1a"), outage("us-east-1b"))));
            store.commit(puts(List.of(later)));
            store.commit(List.of(new Change.Remove(outage("us-east-1b").key())));
        }
        try (var store = open()) {
            assertThat(store.world().in(SampleResources.SCOPE).all(ZoneOutage.class))
                    .containsExactly(later);
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessageContaining("another server is using the data directory")
                    .hasMessageContaining(directory.toString());
        }
        open().close();
    }

    @Test
    void aCommitIsSeenByReadersBeforeItReturns() {
        try (var store = open()) {
            var seen = new ArrayList<World>();
            store.subscribe(seen::add);
            store.commit(puts(List.of(outage("us-east-1a"))));
            assertThat(seen).hasSize(2).last().isSameAs(store.world());
            assertThat(store.world().isOut(SampleResources.SCOPE, "us-east-1a")).isTrue();
        }
    }

    @Test
    void aReaderThatFailsDoesNotUndoTheCommit() {
        try (var store = open()) {
            store.subscribe(_ -> {
                throw new IllegalStateException("reader");
            });
            store.commit(puts(List.of(outage("us-east-1a"))));
            assertThat(store.world().isOut(SampleResources.SCOPE, "us-east-1a")).isTrue();
        }
    }

    @Test
    void healthIsSeenAtOnceAndForgottenByARestart() {
        try (var store = open()) {
            var seen = new ArrayList<World>();
            store.observe(Map.of(TARGET, Optional.of(TargetHealth.HEALTHY)));
            assertThat(store.world().health(TARGET).isHealthy()).isTrue();
            store.subscribe(seen::add);
            store.observe(Map.of(TARGET, Optional.of(TargetHealth.HEALTHY)));
            assertThat(seen).as("the same verdict again is no news").hasSize(1);
            store.observe(Map.of(TARGET, Optional.empty()));
            assertThat(store.world().health(TARGET)).isEqualTo(TargetHealth.INITIAL);
            store.observe(Map.of(TARGET, Optional.of(TargetHealth.HEALTHY)));
        }
        try (var store = open()) {
            assertThat(store.world().health(TARGET)).isEqualTo(TargetHealth.INITIAL);
        }
    }

    @Test
    void aFailedCommitChangesNothing() throws SQLException {
        try (var store = open()) {
            store.commit(puts(List.of(outage("us-east-1a"))));
        }
        sql(
                "CREATE TRIGGER full BEFORE INSERT ON resource WHEN new.id = 'us-east-1b'"
                        + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        try (var store = open()) {
            List<Change> batch =
                    List.of(
                            new Change.Remove(outage("us-east-1a").key()),
                            new Change.Put(outage("us-east-1b")));
            assertThatThrownBy(() -> store.commit(batch))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("disk full");
            assertThat(store.world().isOut(SampleResources.SCOPE, "us-east-1a")).isTrue();
        }
        try (var store = open()) {
            assertThat(store.world().isOut(SampleResources.SCOPE, "us-east-1a")).isTrue();
        }
    }

    @Test
    void stateOfANewerVersionIsRefusedWithItsReason() throws SQLException {
        open().close();
        sql("UPDATE meta SET value = '99' WHERE name = 'schema'");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aKindOfResourceNobodyKnowsIsRefused() throws SQLException {
        open().close();
        sql("INSERT INTO resource VALUES ('Volcano', '000000000000', 'us-east-1', 'v', 1, '{}')");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Volcano");
    }

    @Test
    void aRuleFromBeforeTransformsHasNone() throws SQLException {
        ListenerRule rule =
                SampleResources.all().stream()
                        .filter(ListenerRule.class::isInstance)
                        .map(ListenerRule.class::cast)
                        .findFirst()
                        .orElseThrow();
        try (var store = open()) {
            store.commit(puts(List.of(rule)));
        }
        sql(
                "UPDATE resource SET json = json_remove(json, '$.transforms')"
                        + " WHERE kind = 'ListenerRule'");
        try (var store = open()) {
            assertThat(find(store.world(), rule))
                    .contains(rule.deciding(rule.conditions(), rule.actions(), List.of()));
        }
    }

    @Test
    void aClassicLoadBalancerFromBeforePoliciesHasNone() throws SQLException {
        ClassicLoadBalancer balancer =
                SampleResources.all().stream()
                        .filter(ClassicLoadBalancer.class::isInstance)
                        .map(ClassicLoadBalancer.class::cast)
                        .findFirst()
                        .orElseThrow();
        try (var store = open()) {
            store.commit(puts(List.of(balancer)));
        }
        sql(
                "UPDATE resource SET json ="
                        + " json_remove(json, '$.policies', '$.listeners[0].policies')"
                        + " WHERE kind = 'ClassicLoadBalancer'");
        try (var store = open()) {
            assertThat(find(store.world(), balancer)).contains(balancer.withPolicies(List.of()));
        }
    }

    @Test
    void anAlarmFromBeforeMetricMathWatchesItsMetric() throws SQLException {
        Alarm alarm =
                SampleResources.all().stream()
                        .filter(r -> r instanceof Alarm && r.id().equals("high"))
                        .map(Alarm.class::cast)
                        .findFirst()
                        .orElseThrow();
        try (var store = open()) {
            store.commit(puts(List.of(alarm)));
        }
        sql(
                "UPDATE resource SET json ="
                        + " json_remove(json, '$.watch.is', '$.rule.ignoresFewSamples')"
                        + " WHERE kind = 'Alarm'");
        try (var store = open()) {
            assertThat(find(store.world(), alarm)).contains(alarm);
        }
    }

    @Test
    void aRowThatCannotBeReadIsNamed() throws SQLException {
        open().close();
        sql("INSERT INTO resource VALUES ('Target', '000000000000', 'us-east-1', 't', 1, '{}')");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot read the Target t");
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> SqliteStore.open(file, SITE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot create the data directory");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("state.db"));
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
