package dev.muster.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What happens when parts of a fleet are killed in the middle of their work: every workflow ends as it should, and
/// what the agents really did is what Muster says.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class KilledPartsIT {
    private static final int WORKFLOWS = 5;
    private static final int TASK_MILLIS = 1_500;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(90);

    private ProcessFleet fleet;
    private ApiClient api;

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        fleet = new ProcessFleet(folder, 1);
        api = new ApiClient(fleet.api(0));
        api.awaitAgent("test");
    }

    @AfterAll
    void stopFleet() throws InterruptedException {
        api.close();
        fleet.close();
    }

    @Test
    void whatAKilledWorkerHadBegunIsDoneByAnother() throws Exception {
        submit("worker");
        awaitWorkUnderWay("worker");

        fleet.killWorker(0);

        checkAccount("worker");
    }

    @Test
    void aKilledCoordinatorGoesOnWhereItWas() throws Exception {
        submit("coordinator");
        awaitWorkUnderWay("coordinator");

        fleet.killCoordinator(0);
        fleet.restartCoordinator(0);

        checkAccount("coordinator");
    }

    @Test
    void aKilledBrokerHasKeptEverything() throws Exception {
        submit("broker");
        awaitWorkUnderWay("broker");

        fleet.killBroker();

        checkAccount("broker");
    }

    @Test
    void aTaskThatKillsItsWorkerFailsInsteadOfKillingEveryWorker() {
        api.submit("crash", Map.of("name", "crash", "onFailure", "fail", "tasks",
                Map.of("bad", Map.of("agent", "test", "action", "crash", "input", Map.of("millis", 0),
                        "retry", Map.of("attempts", 1)))),
                Map.of());

        var ended = Awaitility.await().atMost(ENDED_WITHIN).until(() -> {
            fleet.reviveWorkers();
            return api.workflow("crash");
        }, view -> view.path("status").asString("").equals("FAILED"));

        assertThat(ended.at("/tasks/bad/error/code").asString("")).isEqualTo("worker_crashed");
    }

    private void submit(String name) {
        for (var i = 0; i < WORKFLOWS; i++) {
            api.submit(name + "-good-" + i, chain("work"), Map.of());
            api.submit(name + "-bad-" + i, chain("fail"), Map.of());
        }
    }

    /// Until the latest of them is in the middle of a task: each takes much longer than it takes to see that.
    private void awaitWorkUnderWay(String name) {
        var latest = name + "-bad-" + (WORKFLOWS - 1);
        Awaitility.await("work under way").atMost(ENDED_WITHIN).pollInterval(Duration.ofMillis(50))
                .until(() -> fleet.witness().of(latest, "begun").size() > fleet.witness().of(latest, "done")
                        .size());
    }

    /// Three tasks, one after the other; `last` is the action of the third.
    private static Map<String, ?> chain(String last) {
        return Map.of("name", "chain", "tasks", Map.of("one", task("work", List.of()), "two",
                task("work", List.of("one")), "three", task(last, List.of("two"))));
    }

    private static Map<String, ?> task(String action, List<String> dependsOn) {
        return Map.of("agent", "test", "action", action, "dependsOn", dependsOn, "input",
                Map.of("millis", TASK_MILLIS),
                "compensate", Map.of("action", "undo"), "retry", Map.of("attempts", 5, "delay", "200ms"));
    }

    private void checkAccount(String name) {
        IntStream.range(0, WORKFLOWS).forEach(i -> {
            checkCompleted(name + "-good-" + i);
            checkRolledBack(name + "-bad-" + i);
        });
    }

    private void checkCompleted(String id) {
        var ended = api.awaitEnd(id, ENDED_WITHIN);

        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("COMPLETED");
        assertThat(tasks(id, "done")).containsOnly("one", "two", "three");
        assertThat(tasks(id, "undone")).isEmpty();
        checkExplained(ended, id);
    }

    private void checkRolledBack(String id) {
        var ended = api.awaitEnd(id, ENDED_WITHIN);

        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("ROLLED_BACK");
        assertThat(new HashSet<>(tasks(id, "done"))).containsExactlyInAnyOrder("one", "two");
        assertThat(tasks(id, "undone")).as("each compensation, once").containsExactly("two", "one");
        checkExplained(ended, id);
    }

    /// Whatever an agent did was an attempt that the coordinator knows of.
    private void checkExplained(JsonNode workflow, String id) {
        assertThat(fleet.witness().all().filter(deed -> deed.workflow().equals(id))).allSatisfy(
                deed -> assertThat(deed.attempt()).isPositive()
                        .isLessThanOrEqualTo(
                                workflow.path("tasks").path(deed.task()).path("attempts").asInt(0)));
    }

    private List<String> tasks(String id, String deed) {
        return fleet.witness().of(id, deed).stream().map(SideEffects.Deed::task).toList();
    }
}
