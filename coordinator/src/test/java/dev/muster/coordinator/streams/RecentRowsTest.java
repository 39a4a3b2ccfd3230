package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRowsTest {
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    RecentRowsTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void whatIsKeptIsNotReadAgain() {
        var recent = new RecentRows(scene.rows(), 1_000_000);
        var taken = started(recent, "wf");

        recent.keep(taken);

        assertThat(recent.take(new WorkflowId("wf"))).isSameAs(taken);
        assertThat(recent.weight()).isZero();
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() {
        var one = started(new RecentRows(scene.rows(), 1_000_000), "one");
        var recent = new RecentRows(scene.rows(), 9 * one.weight());
        var all = new ArrayList<StoredRows>();

        for (int number = 0; number < 20; number++) {
            all.add(started(recent, "wf-" + number));
            recent.keep(all.getLast());
        }

        assertThat(recent.weight()).isPositive().isLessThanOrEqualTo(9 * one.weight());
        assertThat(recent.take(new WorkflowId("wf-0"))).as("read anew").isNotSameAs(all.getFirst());
        assertThat(recent.take(new WorkflowId("wf-19"))).isSameAs(all.getLast());
    }

    @Test
    void aWideWorkflowIsNotKept() {
        var recent = new RecentRows(scene.rows(), 100_000);
        recent.keep(started(recent, "small"));
        var kept = recent.weight();
        var wide = started(recent, "wide");
        wide.putInput(new Json("{\"text\":\"" + "x".repeat(20_000) + "\"}"));
        wide.flush();

        recent.keep(wide);

        assertThat(recent.weight()).isEqualTo(kept);
    }

    @Test
    void whatHasEndedIsNotKept() {
        var recent = new RecentRows(scene.rows(), 1_000_000);
        scene.start("wf", ONE);
        scene.succeed("wf", "a", 1);
        var rows = recent.take(new WorkflowId("wf"));
        Header header = rows.header();
        assertThat(header).isNotNull();

        recent.keep(rows);

        assertThat(recent.weight()).isZero();
    }

    /// Read from the store, as the coordinator's own desk wrote it there.
    private StoredRows started(RecentRows recent, String workflow) {
        scene.start(workflow, ONE);
        var rows = recent.take(new WorkflowId(workflow));
        assertThat(rows.header()).isNotNull();
        return rows;
    }
}
