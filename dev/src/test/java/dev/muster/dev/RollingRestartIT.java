package dev.muster.dev;

import dev.muster.dev.Dependency.Call;
import dev.muster.dev.Dependency.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static dev.muster.dev.DependentAgents.STEADY;
import static org.assertj.core.api.Assertions.assertThat;

/// Every worker of a fleet is replaced, one after the other, each while tasks run on it: none of them is killed, none
/// runs twice, and no attempt is spent. That is how a fleet is made smaller, too.
@Tag("faults")
@Timeout(240)
final class RollingRestartIT {
    private static final int TASKS = 300;
    private static final int WORKERS = 3;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    @Test
    void everyTaskRunsOnceWhileEveryWorkerIsReplaced(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (var dependency = new Dependency();
                var fleet = new ProcessFleet(folder, 1, DependentAgents.class, WORKERS, dependency.url());
                var api = new ApiClient(fleet.api(0))) {
            api.awaitAgent(STEADY);
            dependency.set(STEADY, Mode.HOLD);
            api.submit("rolling", Map.of("name", "rolling", "onFailure", "fail", "tasks",
                    Map.of("all",
                            Map.of("agent", STEADY, "action", "work", "forEach", TASKS, "atMost", TASKS,
                                    "retry", Map.of("attempts", 5, "delay", "50ms")))),
                    Map.of());

            for (var index = 0; index < WORKERS; index++) {
                var pid = fleet.pidOfWorker(index);
                Awaitility.await("tasks run on worker " + index).atMost(WITHIN).until(
                        () -> dependency.running(STEADY).stream().anyMatch(call -> call.pid() == pid));
                fleet.signalWorker(index, "TERM");
                dependency.letThrough(STEADY, TASKS / (WORKERS + 1));
                fleet.replaceWorker(index);
            }
            var pids = IntStream.range(0, WORKERS).mapToObj(fleet::pidOfWorker).toList();
            Awaitility.await("the new workers do their part").atMost(WITHIN).until(
                    () -> dependency.running(STEADY).stream().map(Call::pid).toList().containsAll(pids));
            dependency.set(STEADY, Mode.ANSWER);

            var ended = api.awaitEnd("rolling", WITHIN);
            assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("COMPLETED");
            assertThat(dependency.calls(STEADY)).hasSize(TASKS)
                    .allSatisfy(call -> assertThat(call.attempt()).isEqualTo(1))
                    .extracting(Call::task).doesNotHaveDuplicates();
            assertThat(dependency.answered(STEADY)).hasSize(TASKS);
            assertThat(dependency.interrupted(STEADY)).isEmpty();
        }
    }
}
