package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.notify.Carrier.Carried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of messages: whole lines, bounded, and never one that was not taken.
class NotificationFileTest {
    @TempDir private Path directory;

    private Path path() {
        return directory.resolve("notifications.jsonl");
    }

    private NotificationFile file(long bytes, int kept) {
        return new NotificationFile(path(), new NotificationFile.Limits(bytes, kept));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name));
    }

    @Test
    void eachMessageIsALine() throws IOException {
        try (var file = file(1_000, 1)) {
            assertThat(file.carry(List.of(Some.event(1), Some.published(2))))
                    .isEqualTo(Carried.all(2));
            assertThat(file.carry(List.of(Some.event(3)))).isEqualTo(Carried.all(1));
        }
        assertThat(lines("notifications.jsonl"))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void theNextStartGoesOnAtTheEnd() throws IOException {
        try (var file = file(1_000, 1)) {
            file.carry(List.of(Some.event(1)));
        }
        try (var file = file(1_000, 1)) {
            file.carry(List.of(Some.event(2)));
        }
        assertThat(lines("notifications.jsonl")).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void whatACrashLeftOfALineIsCutOff() throws IOException {
        try (var file = file(1_000_000, 1)) {
            file.carry(List.of(Some.event(1)));
        }
        Files.writeString(path(), "{\"n\":" + "2".repeat(20_000), StandardOpenOption.APPEND);
        try (var file = file(1_000_000, 1)) {
            file.carry(List.of(Some.event(2)));
        }
        assertThat(lines("notifications.jsonl")).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void aFullFileIsNumberedAndTheOldestGoes() throws IOException {
        try (var file = file(16, 2)) {
            for (int i = 1; i <= 9; i++) {
                assertThat(file.carry(List.of(Some.event(i)))).isEqualTo(Carried.all(1));
            }
        }
        assertThat(lines("notifications.jsonl")).containsExactly("{\"n\":9}");
        assertThat(lines("notifications.jsonl.1")).containsExactly("{\"n\":7}", "{\"n\":8}");
        assertThat(lines("notifications.jsonl.2")).containsExactly("{\"n\":5}", "{\"n\":6}");
        assertThat(directory.resolve("notifications.jsonl.3")).doesNotExist();
    }

    @Test
    void aMessageLongerThanAFileHasOneForItself() throws IOException {
        try (var file = file(4, 1)) {
            file.carry(List.of(Some.event(1), Some.event(2)));
        }
        assertThat(lines("notifications.jsonl")).containsExactly("{\"n\":2}");
        assertThat(lines("notifications.jsonl.1")).containsExactly("{\"n\":1}");
    }

    @Test
    void nothingIsTakenWhereNothingCanBeWritten() throws IOException {
        Files.createDirectory(path());
        try (var file = file(1_000, 1)) {
            Carried carried = file.carry(List.of(Some.event(1)));
            assertThat(carried.count()).isZero();
            assertThat(carried.failure().orElseThrow()).startsWith("cannot write " + path());
            Files.delete(path());
            assertThat(file.carry(List.of(Some.event(1)))).isEqualTo(Carried.all(1));
        }
        assertThat(lines("notifications.jsonl")).containsExactly("{\"n\":1}");
    }

    @Test
    void aLongQueueIsWrittenPartByPart() {
        try (var file = file(1_000_000, 1)) {
            assertThat(file.carry(Some.events(1_500))).isEqualTo(Carried.all(1_000));
        }
    }
}
