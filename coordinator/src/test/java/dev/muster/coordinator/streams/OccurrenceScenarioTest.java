package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.CommandRecord;
import dev.muster.coordinator.monitor.Occurrence;
import dev.muster.coordinator.monitor.Occurrence.AttemptEnded;
import dev.muster.coordinator.monitor.Occurrence.AttemptReady;
import dev.muster.coordinator.monitor.Occurrence.Outcome;
import dev.muster.coordinator.monitor.Occurrence.WorkflowEnded;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What is counted of workflows as they go.
class OccurrenceScenarioTest {
    private static final AgentType ECHO = new AgentType("echo");
    private static final AttemptReady READY = new AttemptReady(ECHO);
    private static final String SAGA = """
            {"name": "saga", "tasks": {
              "a": {"agent": "echo", "action": "say", "compensate": {"action": "unsay"}},
              "b": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                    "retry": {"attempts": 2, "delay": "5s"}}}}""";
    private static final String FAN = """
            {"name": "fan", "tasks": {"a": {"agent": "echo", "action": "say", "forEach": 2}}}""";

    @AutoClose
    private final Scene scene;

    OccurrenceScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void everyAttemptOfASagaCountsOnceWithWhatBecameOfIt() {
        scene.start("wf", SAGA);
        scene.pass(Duration.ofSeconds(1));
        scene.succeed("wf", "a", 1);
        scene.succeed("wf", "a", 1);
        scene.fail("wf", "b", 1, "broken");
        scene.pass(Duration.ofSeconds(5));
        scene.fail("wf", "b", 2, "broken");
        scene.succeed("wf", "a", 2);

        assertThat(scene.counted()).containsExactly(READY, ended(Outcome.COMPLETED, 1), READY,
                ended(Outcome.RETRIED, null), READY, ended(Outcome.FAILED, 5), READY,
                ended(Outcome.COMPENSATED, null), new WorkflowEnded(Duration.ofSeconds(6)),
                new Occurrence.RollbackEnded());
    }

    @Test
    void childrenCountAndTheTaskThatStandsForThemDoesNot() {
        scene.start("wf", FAN);
        scene.succeed("wf", "a[0]", 1);
        scene.succeed("wf", "a[1]", 1);

        assertThat(scene.counted()).filteredOn(AttemptEnded.class::isInstance)
                .containsExactly(ended(Outcome.COMPLETED, 0), ended(Outcome.COMPLETED, 0));
    }

    @Test
    void whatIsCalledOffCounts() {
        scene.start("wf", SAGA);
        scene.command("wf", new CommandRecord.Cancel(null, false));

        assertThat(scene.counted()).containsExactly(READY, ended(Outcome.CANCELLED, null),
                new WorkflowEnded(Duration.ZERO));
    }

    @Test
    void whatIsLostWithItsTransactionDoesNotCount() {
        scene.start("wf", SAGA);

        scene.loseTransaction();

        assertThat(scene.counted()).isEmpty();
    }

    @Test
    void anAgentThatIsNotRegisteredIsNeverCounted() {
        scene.start("wf", SAGA.replace("echo", "stranger"));

        assertThat(scene.events()).containsExactly("workflow.rejected");
        assertThat(scene.counted()).isEmpty();
    }

    private static AttemptEnded ended(Outcome outcome, @Nullable Integer seconds) {
        return new AttemptEnded(ECHO, outcome, seconds == null ? null : Duration.ofSeconds(seconds));
    }
}
