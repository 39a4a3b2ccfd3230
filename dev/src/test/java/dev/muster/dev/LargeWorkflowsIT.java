package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.worker.AgentDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class LargeWorkflowsIT {
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(150);

    private Fleet fleet;

    /// @param of what the others returned
    record Join(List<Integer> of) {}

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws InterruptedException {
        var agent = AgentDefinition.of("test").action("count", Integer.class, (number, task) -> number + 1)
                .action("sum", Join.class,
                        (join, task) -> join.of().stream().mapToInt(Integer::intValue).sum());
        fleet = Fleet.start(new Fleet.Plan(folder, 0, 0), worker -> worker.agent(agent));
    }

    @AfterAll
    void stopFleet() {
        fleet.close();
    }

    @Test
    void aFanOutToTenThousandTasksJoins() throws Exception {
        var each = Map.of("agent", "test", "action", "count", "forEach", "${10000}", "as", "i", "input",
                "${i}");
        var join = Map.of("agent", "test", "action", "sum", "dependsOn", List.of("each"), "input",
                Map.of("of", "${tasks.each.output}"));

        var ended = run("fan", Map.of("each", each, "join", join));

        assertThat(ended.status()).as(() -> ended.errors().toString()).isEqualTo("COMPLETED");
        assertThat(ended.progress().completed()).isEqualTo(ended.progress().total()).isGreaterThan(10_000);
        assertThat(output(ended, "join")).isEqualTo(10_000 * 10_001 / 2);
    }

    @Test
    void aThousandTasksWrittenOutEnd() throws Exception {
        var tasks = new TreeMap<String, Object>();
        for (var i = 0; i < 1_000; i++) {
            // Ten to a level: each depends on one of the level before.
            var dependsOn = i < 10 ? List.of() : List.of("t" + (i - 10));
            tasks.put("t" + i, Map.of("agent", "test", "action", "count", "dependsOn", dependsOn, "input",
                    i < 10 ? 0 : "${tasks.t" + (i - 10) + ".output}"));
        }

        var ended = run("written", tasks);

        assertThat(ended.status()).as(() -> ended.errors().toString()).isEqualTo("COMPLETED");
        assertThat(output(ended, "t999")).isEqualTo(100);
    }

    private WorkflowView run(String id, Map<String, ?> tasks) throws InterruptedException {
        var definition = Map.of("name", id, "maxParallelTasks", 500, "tasks", tasks);
        var workflows = fleet.coordinator().workflows();
        workflows.submit(
                new Submission(new WorkflowId(id), new Json(WireFormat.MAPPER.writeValueAsString(definition)),
                        null, null, Json.EMPTY_OBJECT, List.of(), null));
        return workflows.awaitEnd(new WorkflowId(id), ENDED_WITHIN).orElseThrow();
    }

    private static int output(WorkflowView workflow, String task) {
        var view = Objects.requireNonNull(workflow.tasks()).get(task);
        return Integer.parseInt(Objects.requireNonNull(Objects.requireNonNull(view).output()).text());
    }
}
