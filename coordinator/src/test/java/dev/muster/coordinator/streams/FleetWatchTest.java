package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.common.wire.WorkerRecord.Heartbeat;
import dev.muster.common.wire.WorkerRecord.Offer;
import dev.muster.common.wire.WorkerRecord.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetWatchTest {
    private static final AgentType PAINT = new AgentType("paint");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final FleetWatch watch = new FleetWatch(() -> now, Duration.ofSeconds(10));

    @Test
    void thoseThatServeATypeAreToldWithWhatTheyRun() {
        watch.hear("b", heartbeat("paint", 20, List.of(new Status("paint", 3, null))));
        watch.hear("a", heartbeat("paint", 10, null));
        watch.hear("c", heartbeat("print", 5, List.of()));

        assertThat(watch.servers(PAINT)).containsExactly(
                new FleetWatch.Server("a", "1", new Offer("paint", List.of("draw"), 10), null),
                new FleetWatch.Server("b", "1", new Offer("paint", List.of("draw"), 20), 3));
    }

    @Test
    void aWorkerThatLeftOrFellSilentIsGone() {
        watch.hear("left", heartbeat("paint", 10, null));
        watch.hear("silent", heartbeat("paint", 10, null));
        now = now.plusSeconds(8);
        watch.hear("alive", heartbeat("paint", 10, null));
        watch.hear("left", new WorkerRecord.Left(2));
        now = now.plusSeconds(2);

        assertThat(watch.servers(PAINT)).extracting(FleetWatch.Server::worker).containsExactly("alive");
    }

    @Test
    void workersThatComeAndGoAreForgottenThoughNobodyAsksForThem() {
        for (var worker = 0; worker < 100; worker++) {
            watch.hear("worker-" + worker, heartbeat("paint", 10, null));
            now = now.plusSeconds(5);
        }

        assertThat(watch.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void theSlotsOfAWorkerAreRememberedWhenNoneIsLeft() {
        assertThat(watch.slotsOfOne(PAINT)).isEqualTo(1);
        watch.hear("a", heartbeat("paint", 10, null));
        now = now.plusSeconds(60);

        assertThat(watch.servers(PAINT)).isEmpty();
        assertThat(watch.slotsOfOne(PAINT)).isEqualTo(10);
    }

    private static Heartbeat heartbeat(String type, int slots, @Nullable List<Status> statuses) {
        return new Heartbeat(1, List.of(new Offer(type, List.of("draw"), slots)), List.of(), "1", statuses);
    }
}
