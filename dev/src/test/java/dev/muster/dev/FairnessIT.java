package dev.muster.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// R14: who asks for much does not keep others waiting, by the handlers' own account.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
@Timeout(300)
final class FairnessIT {
    private static final Logger LOG = LoggerFactory.getLogger(FairnessIT.class);
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int LIMIT = 5;

    private ProcessFleet fleet;
    private ApiClient api;
    private Occupancy occupancy;

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        fleet = new ProcessFleet(folder, 1, LimitedAgents.class, 2);
        api = new ApiClient(fleet.api(0));
        occupancy = new Occupancy(fleet.witnessFile());
        List.of("limited", "free", "other").forEach(api::awaitAgent);
        api.put("/api/v1/agents/limited",
                "{\"limit\":" + LIMIT + ",\"weights\":{\"gold\":3}}");
    }

    @AfterAll
    void stopFleet() throws InterruptedException {
        api.close();
        fleet.close();
    }

    @Test
    void p8_anAgentIsServedWhileAnotherHasFarTooMuchToDo() {
        var alone = waits("alone", 30);
        submit("saturated", "other", null, 10_000, 500);
        Awaitility.await("the other agent is saturated").atMost(WITHIN)
                .until(() -> occupancy.begun("other/saturated/").size() >= 20);

        var beside = waits("beside", 30);

        LOG.info("an agent's waits alone: {}; beside one that is saturated: {}", alone, beside);
        assertThat(occupancy.begun("other/saturated/")).as("it is saturated still").hasSizeLessThan(9_000);
        api.post("/api/v1/workflows/saturated/cancel");
    }

    @Test
    void oneTenantsTenTasksAreNotBehindAnothersThousands() {
        submit("big", "limited", "big", 2_000, 20);
        awaitBegun("limited/big/", 20);
        var before = occupancy.begun("limited/big/").size();

        submit("small", "limited", "small", 10, 20);
        awaitBegun("limited/small/", 10);

        var last = occupancy.begun("limited/small/").getLast();
        var between = occupancy.begun("limited/big/").stream().filter(at -> at <= last).count() - before;
        LOG.info("{} tasks of the big tenant began while the small one's ten did", between);
        // One of each in turn; what was on its way already comes before.
        assertThat(between).isLessThan(10 + 3 * LIMIT + 25);
        api.post("/api/v1/workflows/big/cancel");
    }

    @Test
    void weightsHoldBetweenTenantsThatBothHaveMuchToDo() {
        api.put("/api/v1/agents/limited", "{\"limit\":0}");
        submit("golden", "limited", "gold", 600, 5);
        submit("common", "limited", "common", 600, 5);
        Awaitility.await("all wait").atMost(WITHIN).until(
                () -> api.read("/api/v1/agents/limited").path("waiting").asInt(0) >= 1_200);

        api.put("/api/v1/agents/limited", "{\"limit\":" + LIMIT + "}");
        awaitBegun("limited/golden/", 450);

        var until = occupancy.begun("limited/golden/").get(449);
        var common = occupancy.begun("limited/common/").stream().filter(at -> at <= until).count();
        LOG.info("450 tasks of weight 3 began while {} of weight 1 did; a slot was filled again after {}",
                common, occupancy.handovers("limited/golden/", "limited/common/", LIMIT));
        assertThat(common).isBetween(150L - 8 - 2 * LIMIT, 150L + 8 + 2 * LIMIT);
    }

    /// How long each of some single tasks waited for its handler to begin.
    private Occupancy.Spread waits(String name, int count) {
        var waits = IntStream.range(0, count).mapToLong(index -> {
            var id = name + index;
            var from = Occupancy.now();
            submit(id, "free", null, 1, 1);
            awaitBegun("free/" + id + "/", 1);
            return occupancy.begun("free/" + id + "/").getFirst() - from;
        }).sorted().boxed().toList();
        return Occupancy.Spread.of(waits);
    }

    private void awaitBegun(String prefix, int count) {
        Awaitility.await(count + " of " + prefix).atMost(WITHIN).pollInterval(Duration.ofMillis(20))
                .until(() -> occupancy.begun(prefix).size() >= count);
    }

    private void submit(String id, String agent, @Nullable String key, int tasks, int millis) {
        var definition = new HashMap<String, Object>(Map.of("name", "many", "onFailure", "fail",
                "tasks",
                Map.of("all", Map.of("agent", agent, "action", "work", "forEach", tasks, "atMost", tasks,
                        "input", Map.of("millis", millis)))));
        if (key != null) {
            definition.put("fairnessKey", key);
        }
        api.submit(id, definition, Map.of());
    }
}
