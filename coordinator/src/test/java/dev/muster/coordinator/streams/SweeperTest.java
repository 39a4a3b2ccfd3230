package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.CommandRecord;
import dev.muster.coordinator.port.WorkflowView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SweeperTest {
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    SweeperTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void aWorkflowIsForgottenWhenItEndedLongAgo() {
        scene.start("ended", ONE);
        scene.succeed("ended", "a", 1);
        scene.start("live", ONE);

        scene.pass(Scene.KEPT);
        scene.pass(Sweeper.INTERVAL);

        assertThat(rowsOf("ended")).isEmpty();
        assertThatThrownBy(() -> scene.view("ended")).isInstanceOf(NullPointerException.class);
        assertThat(scene.view("live")).extracting(WorkflowView::status).isEqualTo("RUNNING");
        assertThat(scene.tallies().figures(0).total()).isEqualTo(1);
    }

    @Test
    void untilThenItIsKept() {
        scene.start("wf", ONE);
        scene.succeed("wf", "a", 1);

        scene.pass(Scene.KEPT.minus(Duration.ofSeconds(1)));

        assertThat(scene.view("wf")).extracting(WorkflowView::status).isEqualTo("COMPLETED");
    }

    @Test
    void aWorkflowThatIsRetriedInTimeIsKept() {
        scene.start("wf", """
                {"name": "one", "onFailure": "fail",
                 "tasks": {"a": {"agent": "echo", "action": "say", "retry": {"attempts": 1}}}}""");
        scene.fail("wf", "a", 1, "broken");
        scene.pass(Scene.KEPT.minus(Duration.ofSeconds(1)));
        scene.command("wf", new CommandRecord.Retry(null));

        scene.pass(Scene.KEPT);

        assertThat(scene.view("wf")).extracting(WorkflowView::status).isEqualTo("RUNNING");
    }

    @Test
    void whatIsLeftOfAWideWorkflowFollowsInSlices() {
        var roll = new Roll();
        end("wide", 3 * Sweeper.ROWS_AT_ONCE);
        var sweeper = new Sweeper(scene.rows(), roll, Duration.ZERO);

        sweeper.look(Scene.START.plusSeconds(1));
        assertThat(rowsOf("wide")).hasSizeBetween(Sweeper.ROWS_AT_ONCE, 3 * Sweeper.ROWS_AT_ONCE)
                .contains(RowKey.remnant(new WorkflowId("wide")))
                .doesNotContain(RowKey.header(new WorkflowId("wide")));

        var afterATakeover = new Sweeper(scene.rows(), roll, Duration.ZERO);
        for (int looks = 0; looks < 4; looks++) {
            afterATakeover.look(Scene.START.plusSeconds(2));
        }
        assertThat(rowsOf("wide")).isEmpty();
        assertThat(afterATakeover.look(Scene.START.plusSeconds(3))).as("anything left").isFalse();
    }

    @Test
    void ofAForgottenWorkflowNothingIsLeftWhenItsIdIsUsedAgain() {
        end("wide", 3 * Sweeper.ROWS_AT_ONCE);
        var sweeper = new Sweeper(scene.rows(), new Roll(), Duration.ZERO);
        sweeper.look(Scene.START.plusSeconds(1));

        sweeper.clear(new WorkflowId("wide"));

        assertThat(rowsOf("wide")).isEmpty();
    }

    @Test
    void allAreLookedAtInTurn() {
        for (int number = 0; number < Sweeper.HEADERS_AT_ONCE; number++) {
            scene.start("live-%04d".formatted(number), ONE);
        }
        scene.start("z-last", ONE);
        scene.succeed("z-last", "a", 1);
        var sweeper = new Sweeper(scene.rows(), new Roll(), Duration.ZERO);

        assertThat(sweeper.look(Scene.START.plusSeconds(1))).as("among the first").isFalse();
        assertThat(sweeper.look(Scene.START.plusSeconds(1))).as("among the rest").isTrue();

        assertThat(rowsOf("z-last")).isEmpty();
    }

    /// A workflow that has ended, with more outputs than it could really have.
    private void end(String workflow, int outputs) {
        scene.start(workflow, ONE);
        scene.succeed(workflow, "a", 1);
        var rows = new StoredRows(scene.rows(), new WorkflowId(workflow));
        for (int attempt = 2; attempt < 2 + outputs; attempt++) {
            rows.putOutput(new TaskId("a"), attempt, Json.EMPTY_OBJECT);
        }
        rows.flush();
    }

    private List<Bytes> rowsOf(String workflow) {
        var keys = new ArrayList<Bytes>();
        try (var rows = scene.rows().all()) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        keys.removeIf(key -> !new String(key.get(), 1, key.get().length - 1, StandardCharsets.US_ASCII)
                .startsWith(workflow));
        return keys;
    }
}
