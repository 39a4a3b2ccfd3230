package dev.muster.cli;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangesTest {
    @Test
    void whatIsTheSameIsNoChange() {
        var view = snapshot("RUNNING", Views.task("a", "RUNNING"));

        assertThat(Changes.between(view, view)).isEmpty();
    }

    @Test
    void tasksThatEndedBetweenTwoLooksComeInTheOrderOfTheirEnds() {
        var before = snapshot("RUNNING", Views.task("a", "RUNNING"), Views.task("b", "RUNNING"),
                Views.task("c", "PENDING"));
        var after = snapshot("RUNNING", Views.ended("a", "COMPLETED", 8), Views.ended("b", "COMPLETED", 7),
                Views.task("c", "RUNNING"));

        assertThat(lines(before, after)).containsExactly("b COMPLETED", "a COMPLETED", "c RUNNING");
    }

    @Test
    void tasksThatWereUndoneBetweenTwoLooksComeInReverse() {
        var before = snapshot("RUNNING", Views.ended("a", "COMPLETED", 6), Views.ended("b", "COMPLETED", 7),
                Views.ended("c", "COMPLETED", 8), Views.task("d", "RUNNING"));
        var after = snapshot("ROLLING_BACK", Views.ended("a", "COMPENSATING", 6),
                Views.ended("b", "ROLLED_BACK", 7),
                Views.ended("c", "COMPENSATION_FAILED", 8), Views.ended("d", "FAILED", 9));

        assertThat(lines(before, after)).containsExactly("d FAILED", " ROLLING_BACK", "c COMPENSATION_FAILED",
                "b ROLLED_BACK", "a COMPENSATING");
    }

    @Test
    void theEndOfTheWorkflowComesLast() {
        var before = snapshot("RUNNING", Views.task("a", "RUNNING"));
        var after = snapshot("COMPLETED", Views.ended("a", "COMPLETED", 6));

        assertThat(lines(before, after)).containsExactly("a COMPLETED", " COMPLETED");
    }

    @Test
    void anotherFailedAttemptIsAChange() {
        var before = snapshot("RUNNING", Views.failed("a", "BACKING_OFF", 1, "no money"));
        var after = snapshot("RUNNING", Views.failed("a", "BACKING_OFF", 2, "no money"));

        assertThat(Changes.between(before, after))
                .containsExactly(new Changes.Change("a", "BACKING_OFF", "attempt 2 failed: no money"));
    }

    @Test
    void whatOnlyWaitsIsNoNews() {
        var before = snapshot("RUNNING", Views.task("a", "PENDING"));
        var after = snapshot("RUNNING", Views.task("a", "DISPATCHED"), Views.task("b[0]", "QUEUED"));

        assertThat(Changes.between(before, after)).isEmpty();
    }

    private static Snapshot snapshot(String status, String... tasks) {
        return Snapshot.of(Api.JSON.readTree(Views.workflow(status, tasks)));
    }

    private static List<String> lines(Snapshot before, Snapshot after) {
        return Changes.between(before, after).stream().map(change -> change.subject() + " " + change.status())
                .toList();
    }
}
