package dev.muster.dev.faults;

import dev.muster.dev.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A coordinator that hears nothing of Kafka, while all else reaches it, does not know that its partitions are another's.
@Tag("faults")
@Timeout(600)
final class StaleStoreIT {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final Duration LONGER_THAN_THE_TEST = Duration.ofHours(1);
    private static final Map<String, ?> DEFINITION = Map.of("name", "elsewhere", "tasks", Map.of("only",
            Map.of("agent", WitnessWorker.FREE, "action", "work", "input", Map.of("millis", 0, "failures", 0),
                    "retry", Map.of("attempts", 20, "delay", "500ms"))));

    @Test
    void whatWasAcceptedElsewhereIsNeverUnknown(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (var fleet = new FaultFleet(folder, FaultFleet.Tuning.NONE);
                var deaf = new ApiClient(fleet.apis().getFirst());
                var other = new ApiClient(fleet.apis().getLast())) {
            other.awaitAgent(WitnessWorker.FREE);
            Awaitility.await("a partition at the one that will hear nothing").atMost(WITHIN)
                    .until(() -> !deaf.openPartitions(4).isEmpty());

            fleet.delay(LONGER_THAN_THE_TEST);
            var ids = IntStream.range(0, 24).mapToObj(i -> "elsewhere-" + i).toList();
            ids.forEach(id -> other.submit(id, DEFINITION, Map.of()));
            ids.forEach(id -> assertThat(other.awaitEnd(id, WITHIN).path("status").asString(""))
                    .isEqualTo("COMPLETED"));

            assertThat(statusCodes(deaf, ids)).containsOnly(200, 503);

            fleet.delay(Duration.ZERO);
            ids.forEach(id -> assertThat(deaf.awaitEnd(id, WITHIN).path("status").asString(""))
                    .isEqualTo("COMPLETED"));
            assertThat(deaf.once("/api/v1/workflows/nowhere").statusCode()).isEqualTo(404);
        }
    }

    private static List<Integer> statusCodes(ApiClient api, List<String> ids) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(ids.stream()
                    .map(id -> (Callable<Integer>) () -> api.once("/api/v1/workflows/" + id).statusCode())
                    .toList()).stream().map(Future::resultNow).toList();
        }
    }
}
