package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.WorkflowView;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SheafTest {
    private static final WorkflowId WF = new WorkflowId("wf");
    private static final TaskId A = new TaskId("a");
    private static final String CHAIN = """
            {"name": "chain", "tasks": {
                "a": {"agent": "echo", "action": "say"},
                "b": {"agent": "echo", "action": "say", "dependsOn": ["a"], "input": "${tasks.a.output}"}}}""";
    private static final String SMALL = "{\"n\":1}";
    private static final String LARGE = "{\"text\":\"" + "x".repeat(Sheaf.MOST) + "\"}";

    @AutoClose
    private final Scene scene;

    SheafTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void theRowsOfASmallWorkflowLieInOneBesideItsHeader() {
        scene.start("wf", CHAIN);
        scene.succeed("wf", "a", 1, SMALL);

        assertThat(keys()).containsExactlyInAnyOrder(RowKey.header(WF), RowKey.sheaf(WF));
        assertThat(scene.view("wf").results()).containsEntry("a", new Json(SMALL));
    }

    @Test
    void rowsThatOutgrowItLieEachByItself() {
        scene.start("wf", CHAIN);
        scene.succeed("wf", "a", 1, LARGE);

        assertThat(keys()).containsExactlyInAnyOrder(RowKey.header(WF), RowKey.origin(WF), RowKey.input(WF),
                RowKey.task(WF, A), RowKey.task(WF, new TaskId("b")), RowKey.output(WF, A, 1));
        assertThat(scene.view("wf").results()).containsEntry("a", new Json(LARGE));

        scene.succeed("wf", "b", 1, SMALL);
        assertThat(scene.view("wf")).extracting(WorkflowView::status).isEqualTo("COMPLETED");
        assertThat(keys()).contains(RowKey.output(WF, new TaskId("b"), 1)).doesNotContain(RowKey.sheaf(WF));
    }

    /// As all rows did before there was another way.
    @Test
    void rowsThatLieEachByItselfStayWhereTheyAre() {
        scene.start("wf", CHAIN);
        var sheaf = Sheaf.stored(scene.rows(), WF);
        var all = Set.of(RowKey.origin(WF), RowKey.input(WF), RowKey.task(WF, A));
        all.forEach(key -> scene.rows().put(key, sheaf.get(key)));
        scene.rows().delete(RowKey.sheaf(WF));
        var rows = new StoredRows(scene.rows(), WF);

        rows.putOutput(A, 1, new Json(SMALL));
        rows.flush();

        assertThat(keys()).doesNotContain(RowKey.sheaf(WF)).containsAll(all);
        assertThat(new StoredRows(scene.rows(), WF).output(A, 1)).isEqualTo(new Json(SMALL));
    }

    /// Of all rows but the definition, which workflows share.
    private Set<Bytes> keys() {
        var keys = new HashSet<Bytes>();
        try (var rows = scene.rows().all()) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        keys.removeIf(key -> key.get()[0] == 'D');
        return keys;
    }
}
