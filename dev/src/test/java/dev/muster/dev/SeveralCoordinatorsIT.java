package dev.muster.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

import static org.assertj.core.api.Assertions.assertThat;

/// One fleet with three coordinators: each has a part of the workflows, and answers for all of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
@Timeout(240)
final class SeveralCoordinatorsIT {
    private static final int COORDINATORS = 3;
    private static final int PARTITIONS = 4;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private ProcessFleet fleet;
    private final List<ApiClient> apis = new ArrayList<>();

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        fleet = new ProcessFleet(folder, COORDINATORS);
        IntStream.range(0, COORDINATORS).forEach(i -> apis.add(new ApiClient(fleet.api(i))));
        apis.forEach(api -> api.awaitAgent("test"));
        Awaitility.await("partitions at every coordinator").atMost(WITHIN)
                .until(() -> apis.stream().noneMatch(api -> api.openPartitions(PARTITIONS).isEmpty()));
    }

    @AfterAll
    void stopFleet() throws InterruptedException {
        apis.forEach(ApiClient::close);
        fleet.close();
    }

    @Test
    void eachAnswersForAll() {
        var ids = submit("all", 12, 0);

        assertThat(apis).allSatisfy(api -> {
            ids.forEach(id -> assertThat(api.awaitEnd(id, WITHIN).path("status").asString(""))
                    .isEqualTo("COMPLETED"));
            assertThat(listed(api, "all")).isEqualTo(ids.reversed());
        });
        assertThat(apis.stream().map(api -> api.openPartitions(PARTITIONS).size()).reduce(0, Integer::sum))
                .as("partitions that somebody has").isEqualTo(PARTITIONS);
        assertThat(apis.stream().map(api -> api.read("/api/v1/system").path("workflows")).distinct())
                .as("what each says of all").hasSize(1);
        Awaitility.await("what all know, and what the one with the gate knows").atMost(WITHIN)
                .untilAsserted(() -> {
                    var scraped = apis.stream().map(api -> api.once("/metrics").body()).toList();
                    assertThat(scraped).allMatch(body -> body.contains("muster_agent_in_flight{"));
                    assertThat(scraped)
                            .filteredOn(body -> body.contains("muster_agent_waiting{agent=\"test\"}"))
                            .hasSize(1);
                });
    }

    @Test
    void anOrderIsCarriedOutWhoeverIsAsked() {
        var id = submit("order", 1, 60_000).getFirst();

        apis.getFirst().post("/api/v1/workflows/" + id + "/pause");
        apis.get(1).post("/api/v1/workflows/" + id + "/resume");
        apis.getLast().post("/api/v1/workflows/" + id + "/cancel");

        assertThat(apis.getFirst().awaitEnd(id, WITHIN).path("status").asString("")).isEqualTo("CANCELLED");
    }

    @Test
    void theOthersGoOnWithWhatAKilledOneHad() throws InterruptedException {
        var ids = submit("kill", 12, 1_500);
        var others = apis.subList(1, COORDINATORS);

        fleet.killCoordinator(0);

        assertThat(others).allSatisfy(api -> assertThat(api.once("/api/v1/agents").statusCode())
                .as("agents are told without the one that is gone").isEqualTo(200));
        assertThat(others).allSatisfy(api -> {
            ids.forEach(id -> assertThat(api.awaitEnd(id, WITHIN).path("status").asString(""))
                    .isEqualTo("COMPLETED"));
            assertThat(listed(api, "kill")).isEqualTo(ids.reversed());
        });
        ids.forEach(id -> assertThat(fleet.witness().of(id, "done")).extracting(SideEffects.Deed::task)
                .contains("one", "two"));

        fleet.restartCoordinator(0);
        assertThat(listed(apis.getFirst(), "kill")).isEqualTo(ids.reversed());
    }

    @Test
    void whatIsDecidedCountsOnceThoughACoordinatorIsFrozenOverIt() throws Exception {
        var before = completedTasks();
        var ids = submit("freeze", 24, 500);
        var others = apis.subList(1, COORDINATORS);
        Awaitility.await("some of it is done").atMost(WITHIN).until(() -> ids.stream()
                .anyMatch(id -> !fleet.witness().of(id, "done").isEmpty()));

        fleet.signalCoordinator(0, "STOP");
        try {
            assertThat(others).allSatisfy(api -> assertThat(api.once("/api/v1/agents").statusCode())
                    .as("agents are told without the one that is silent").isEqualTo(200));
            ids.forEach(id -> assertThat(others.getFirst().awaitEnd(id, WITHIN).path("status").asString(""))
                    .isEqualTo("COMPLETED"));
        } finally {
            fleet.signalCoordinator(0, "CONT");
        }
        submit("thaw", 6, 0).forEach(id -> assertThat(
                apis.getFirst().awaitEnd(id, WITHIN).path("status").asString("")).isEqualTo("COMPLETED"));

        // A workflow is shown as it is decided, and counts when that is committed.
        var all = before + 2 * (24 + 6);
        Awaitility.await("all of it counts").atMost(WITHIN).until(() -> completedTasks() >= all);
        assertThat(completedTasks()).isEqualTo(all);
    }

    /// As all coordinators have counted them.
    private double completedTasks() {
        var series = "muster_tasks_total{agent=\"test\",outcome=\"completed\"} ";
        return apis.stream().flatMap(api -> api.once("/metrics").body().lines())
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length()))).sum();
    }

    /// Workflows of two tasks, one after the other, in the order of their ids; each is given to another coordinator.
    private List<String> submit(String name, int count, int millis) {
        var definition = Map.of("name", name, "tasks",
                Map.of("one", task(millis, List.of()), "two", task(millis, List.of("one"))));
        var ids = IntStream.range(100, 100 + count).mapToObj(i -> name + "-" + i).toList();
        for (var i = 0; i < count; i++) {
            apis.get(i % COORDINATORS).submit(ids.get(i), definition, Map.of());
        }
        return ids;
    }

    private static Map<String, ?> task(int millis, List<String> dependsOn) {
        return Map.of("agent", "test", "action", "work", "dependsOn", dependsOn, "input",
                Map.of("millis", millis), "retry", Map.of("attempts", 5, "delay", "200ms"));
    }

    /// All ids of a listing, page by page.
    private static List<String> listed(ApiClient api, String name) {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = api.read("/api/v1/workflows?limit=7&name=" + name + cursor);
            page.path("workflows").valueStream().map(view -> view.path("id").asString("")).forEach(ids::add);
            cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString("") : "";
        } while (!cursor.isEmpty());
        return ids;
    }
}
