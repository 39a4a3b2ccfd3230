package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.Submission;
import dev.muster.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
final class CoordinatorIT {
    private static final Json CHAIN3 = new Json(
            """
                    {"name": "chain3", "tasks": {
                      "a": {"agent": "echo", "action": "say"},
                      "b": {"agent": "echo", "action": "say", "dependsOn": ["a"], "input": {"of": "${tasks.a.output.by}"}},
                      "c": {"agent": "echo", "action": "say", "dependsOn": ["b"]}}}""");

    @TempDir
    private Path folder;

    @Test
    void aChainOfThreeTasksRunsToItsEnd() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding())) {
            awaitAgent(coordinator, "echo");

            var submitted = coordinator.workflows().submit(submission(null, CHAIN3));

            var view = coordinator.workflows().awaitEnd(submitted.id(), Duration.ofSeconds(30)).orElseThrow();
            assertThat(view.status()).isEqualTo("COMPLETED");
            assertThat(view.results()).containsEntry("b", new Json("{\"by\":\"b\"}"));
            assertThat(worker.takenNames()).containsExactly("run a#1", "run b#1", "run c#1");
            assertThat(worker.taken().get(1).task().order().input()).isEqualTo(new Json("{\"of\":\"a\"}"));
        }
    }

    private Coordinator coordinator(EmbeddedBroker broker) throws InterruptedException {
        var coordinator = Coordinator
                .start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve("state")));
        assertThat(coordinator.awaitReady(Duration.ofSeconds(60))).isTrue();
        return coordinator;
    }

    private static void awaitAgent(Coordinator coordinator, String agent) {
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> coordinator.agents().find(new AgentType(agent)).isPresent());
    }

    private static Submission submission(@Nullable WorkflowId id, Json definition) {
        return new Submission(id, definition, null, null, Json.EMPTY_OBJECT, List.of(), null);
    }
}
