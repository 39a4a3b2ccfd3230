package dev.muster.dev;

import dev.muster.dev.Occupancy.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// P6: whatever happens to workers and coordinators, and however the limit is changed meanwhile, no more handlers of an
/// agent type run than the limit in force allows, by the handlers' own account; nothing is lost, and no permit is left. A
/// tenth of the tasks is done one at a time.
/// `-Dmuster.limit.tasks=N` sets how many tasks that is shown with.
@Tag("faults")
@Timeout(400)
final class LimitIT {
    private static final Logger LOG = LoggerFactory.getLogger(LimitIT.class);
    private static final int TASKS = Integer.getInteger("muster.limit.tasks", 400);
    private static final int WORKFLOWS = 4;
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final List<Limit> limits = new ArrayList<>();
    private final Map<Long, Long> deaths = new HashMap<>();

    @Test
    void p6_holdsWhileWorkersAndTheCoordinatorAreKilledAndTheLimitChanges(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (var fleet = new ProcessFleet(folder, 1, LimitedAgents.class, 4);
                var api = new ApiClient(fleet.api(0))) {
            var occupancy = new Occupancy(fleet.witnessFile());
            api.awaitAgent("limited");
            limit(api, 7);
            submit(api, "limited", WORKFLOWS, TASKS / WORKFLOWS, 20);

            awaitEnded(occupancy, TASKS / 10);
            limit(api, 3);
            kill(fleet, 0);
            awaitEnded(occupancy, TASKS / 5);
            limit(api, 12);
            awaitEnded(occupancy, 2 * TASKS / 5);
            fleet.killCoordinator(0);
            fleet.restartCoordinator(0);
            limit(api, 0);
            Awaitility.await("nothing runs").atMost(WITHIN).until(() -> occupancy.running(deaths) == 0);
            limit(api, 5);
            awaitEnded(occupancy, 3 * TASKS / 5);
            fleet.drainWorker(1);
            kill(fleet, 2);
            awaitEnded(occupancy, 4 * TASKS / 5);
            limit(api, 1);
            awaitEnded(occupancy, 4 * TASKS / 5 + TASKS / 20);
            kill(fleet, 3);
            awaitEnded(occupancy, 4 * TASKS / 5 + TASKS / 10);
            limit(api, 7);

            for (int index = 0; index < WORKFLOWS; index++) {
                var ended = api.awaitEnd("limited-" + index, WITHIN);
                assertThat(ended.path("status").asString("")).as(ended::toPrettyString)
                        .isEqualTo("COMPLETED");
            }
            LOG.info("{} of {} tasks begun", occupancy.tasksBegun().size(), TASKS);
            assertThat(occupancy.excesses(limits, deaths)).isEmpty();
            assertThat(occupancy.tasksBegun()).hasSize(TASKS);
            Awaitility.await("no permit is left").atMost(WITHIN).untilAsserted(() -> {
                var agent = api.read("/api/v1/agents/limited");
                assertThat(agent.path("waiting").asInt(-1)).as(agent::toPrettyString).isZero();
                assertThat(agent.path("held").asInt(-1)).as(agent::toPrettyString).isZero();
            });
        }
    }

    private void limit(ApiClient api, int limit) {
        var askedAt = Occupancy.now();
        api.put("/api/v1/agents/limited", "{\"limit\":" + limit + "}");
        limits.add(new Limit(limit, askedAt, Occupancy.now()));
    }

    private void kill(ProcessFleet fleet, int index) throws InterruptedException {
        var pid = fleet.pidOfWorker(index);
        fleet.killWorker(index);
        deaths.put(pid, Occupancy.now());
    }

    private static void awaitEnded(Occupancy occupancy, long count) {
        Awaitility.await(count + " tasks ended").atMost(WITHIN).pollInterval(Duration.ofMillis(100))
                .until(() -> occupancy.ended() >= count);
    }

    /// Workflows of one task that is done many times over, as fast as the agent takes them.
    static void submit(ApiClient api, String agent, int workflows, int tasks, int millis) {
        for (int index = 0; index < workflows; index++) {
            api.submit(agent + "-" + index, Map.of("name", "many", "onFailure", "fail", "tasks",
                    Map.of("all", Map.of("agent", agent, "action", "work", "forEach", tasks,
                            "atMost", 200, "input", Map.of("millis", millis),
                            "retry", Map.of("attempts", 20, "delay", "100ms")))),
                    Map.of());
        }
    }
}
