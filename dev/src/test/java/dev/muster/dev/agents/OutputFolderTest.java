package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputFolderTest {
    @TempDir
    private Path home;

    @Test
    void aTasksFilesLieInAFolderOfItsOwn() throws Exception {
        var name = folder().publish(FakeTask.of("w:1", "banners[3]"),
                draft -> draft.write("a/b.txt", "text"));

        assertThat(name).isEqualTo("w%3A1/banners/3/a/b.txt");
        assertThat(Folders.contents(out())).containsOnlyKeys("w%3A1/", "w%3A1/banners/", "w%3A1/banners/3/",
                "w%3A1/banners/3/a/", "w%3A1/banners/3/a/b.txt");
    }

    @Test
    void aFurtherAttemptReplacesWhatAnEarlierOneMade() throws Exception {
        var folder = folder();
        var task = FakeTask.of("w", "t");
        folder.publish(task, draft -> draft.write("old.txt", "old"));

        folder.publish(task.again(), draft -> draft.write("new.txt", "new"));

        assertThat(Folders.contents(out())).containsOnlyKeys("w/", "w/t/", "w/t/new.txt");
    }

    @Test
    void aFailedAttemptLeavesNothing() throws Exception {
        var folder = folder();
        Files.createDirectories(out());

        assertThatThrownBy(() -> folder.publish(FakeTask.of("w", "banners[0]"), draft -> {
            draft.write("half.txt", "half");
            throw new IOException("disk full");
        })).isInstanceOfSatisfying(TaskExecutionException.class, failure -> {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.code()).isEqualTo("output_unusable");
        }).hasMessageNotContaining(home.toString());
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void anAttemptCancelledInItsMidstLeavesNothing() throws Exception {
        var folder = folder();
        Files.createDirectories(out());
        var cancelled = new AtomicBoolean();

        assertThatThrownBy(
                () -> folder.publish(FakeTask.of("w", "t").cancelledWhen(cancelled::get), draft -> {
                    cancelled.set(true);
                    return draft.write("half.txt", "half");
                })).isInstanceOfSatisfying(TaskExecutionException.class,
                        failure -> assertThat(failure.code()).isEqualTo("cancelled"));
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void aDraftThatACrashLeftGoesWithItsTask() throws Exception {
        var folder = folder();
        var task = FakeTask.of("w", "t");
        Files.createDirectories(out().resolve("w/.t-draft-1/images"));
        folder.publish(task.again(), draft -> draft.write("a.txt", "text"));

        folder.remove(task.again().again());

        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void removingLeavesOtherTasksAlone() throws Exception {
        var folder = folder();
        var gone = FakeTask.of("w", "t");
        folder.publish(gone, draft -> draft.write("a.txt", "text"));
        folder.publish(FakeTask.of("w", "t2"), draft -> draft.write("b.txt", "text"));
        folder.publish(FakeTask.of("w2", "t"), draft -> draft.write("c.txt", "text"));

        folder.remove(gone);
        folder.remove(gone);

        assertThat(Folders.contents(out())).containsOnlyKeys("w/", "w/t2/", "w/t2/b.txt", "w2/", "w2/t/",
                "w2/t/c.txt");
    }

    @Test
    void aFileOfTheSameWorkflowIsFound() {
        var folder = folder();
        var name = folder.publish(FakeTask.of("w", "a"), draft -> draft.write("a.txt", "text"));

        assertThat(folder.made(FakeTask.of("w", "b"), "file", name)).hasContent("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.txt", "w/../../secret.txt", "other/t/a.txt", "w/t/link.txt", "w/t",
        "w/t/none.txt", "/etc/passwd", "w/t/\0"})
    void aFileOutsideOfTheWorkflowIsRefused(String name) throws Exception {
        var folder = folder();
        Files.writeString(home.resolve("secret.txt"), "secret");
        folder.publish(FakeTask.of("other", "t"), draft -> draft.write("a.txt", "text"));
        folder.publish(FakeTask.of("w", "t"),
                draft -> Files.createSymbolicLink(draft.path("link.txt"), home.resolve("secret.txt")));

        assertThatThrownBy(() -> folder.made(FakeTask.of("w", "b"), "image.file", name))
                .isInstanceOfSatisfying(TaskExecutionException.class, failure -> {
                    assertThat(failure.isRetryable()).isFalse();
                    assertThat(failure.code()).isEqualTo("invalid_input");
                }).hasMessage(
                        "image.file names no file of this workflow: expected a name that one of its tasks returned");
    }

    @Test
    void deletingDoesNotFollowLinks() throws Exception {
        var folder = folder();
        var task = FakeTask.of("w", "t");
        Files.createDirectories(home.resolve("precious"));
        Files.writeString(home.resolve("precious/file.txt"), "text");
        folder.publish(task, draft -> Files.createSymbolicLink(draft.path("link"), home.resolve("precious")));

        folder.remove(task);

        assertThat(home.resolve("precious/file.txt")).exists();
        assertThat(Folders.contents(out())).isEmpty();
    }

    private Path out() {
        return home.resolve("out");
    }

    private OutputFolder folder() {
        return new OutputFolder(out());
    }
}
